import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Whether a server of ours could listen on the port now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** Whether a server of ours can listen on the port now, or within `patienceMs`. */
export async function becomesFree(port: number, patienceMs: number): Promise<boolean> {
  for (const until = Date.now() + patienceMs; ; await sleep(100)) {
    if (await isFree(port)) return true;
    if (Date.now() >= until) return false;
  }
}
