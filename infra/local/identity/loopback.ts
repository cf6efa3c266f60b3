const HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** The pages of this machine, whatever their port, as a Content-Security-Policy names them (which knows no IPv6). */
export const LOOPBACK_SOURCES = ['http://localhost:*', 'http://127.0.0.1:*'] as const;

/** Whether an address leads to this machine and nowhere else (RFC 8252, 7.3: any port), where whoever develops a page has it running. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, hash } = new URL(address);
  return /^https?:$/.test(protocol) && HOSTS.includes(hostname) && !username && !password && !hash && !address.includes('#');
}
