import type { Provider } from 'oidc-provider';

/** Counts what the provider does, and gives it in Prometheus' text form. */
export function createMetrics(provider: Provider): () => string {
  const counts = { granted: 0, refused: 0, signedIn: 0, failed: 0 };
  provider.on('grant.success', () => counts.granted++);
  provider.on('grant.error', () => counts.refused++);
  provider.on('authorization.success', () => counts.signedIn++);
  provider.on('server_error', (_, error) => {
    counts.failed++;
    process.stderr.write(`${error.stack}\n`);
  });
  return () =>
    [
      ...metric('identity_token_requests_total', 'counter', 'Requests at the token endpoint.', [
        ['{outcome="granted"}', counts.granted],
        ['{outcome="refused"}', counts.refused],
      ]),
      ...metric('identity_sign_ins_total', 'counter', 'Sign-ins that led back to the client.', [['', counts.signedIn]]),
      ...metric('identity_errors_total', 'counter', 'Errors of the provider itself.', [['', counts.failed]]),
      ...metric('process_resident_memory_bytes', 'gauge', 'Memory in use.', [['', process.memoryUsage.rss()]]),
      ...metric('process_uptime_seconds', 'gauge', 'Time since the start.', [['', process.uptime()]]),
      '',
    ].join('\n');
}

function metric(
  name: string,
  type: string,
  help: string,
  samples: readonly (readonly [labels: string, value: number])[],
): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`)];
}
