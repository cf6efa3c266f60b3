import path from 'node:path';
import { startIdentity } from './identity/server.ts';

const { env } = process;
if (env.NODE_ENV === 'production') {
  process.stderr.write(
    'This identity provider lets anybody in as anybody, so it does not run in production: set OIDC_ISSUER to a real one.\n',
  );
  process.exit(1);
}
const server = await startIdentity({
  host: env.HOST || '127.0.0.1',
  port: Number(env.PORT || 4009),
  dir: path.resolve(env.IDENTITY_DIR || '.data/identity'),
  consoleOrigins: (env.CONSOLE_ORIGINS || 'http://localhost:4000,http://127.0.0.1:4000').split(','),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void server.stop().then(() => process.exit(0)));
