import type { FastifyInstance } from 'fastify';
import type { PublicKey } from '../../audit/verify-access-log.mjs';

/** Serves the public keys that verify an exported access log. */
export function serveLogKeys(app: FastifyInstance, keys: readonly PublicKey[]): void {
  app.get('/access-log/keys.json', async () => ({ keys }));
}
