import path from 'node:path';
import { environmentFaults, isProduction } from '@union-graph/subgraph';
import { startIdentity } from './identity/server.ts';
import { usualPorts } from './launcher/options.ts';

const { env } = process;
const usual = usualPorts(env);
const faults = environmentFaults(env);
if (faults.length > 0 || isProduction(env)) {
  process.stderr.write(
    `${faults[0] ?? 'This identity provider lets anybody in as anybody, so it does not run in production: set OIDC_ISSUER to a real one.'}\n`,
  );
  process.exit(1);
}
const server = await startIdentity({
  host: env.HOST || '127.0.0.1',
  port: Number(env.PORT || usual.identity),
  dir: path.resolve(env.IDENTITY_DIR || '.data/identity'),
  consoleOrigins: env.CONSOLE_ORIGINS?.split(',') ?? [`http://localhost:${usual.gateway}`, `http://127.0.0.1:${usual.gateway}`],
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void server.stop().then(() => process.exit(0)));
