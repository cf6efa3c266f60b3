import type { FastifyInstance } from 'fastify';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import type { GatewayConfig } from '../config.ts';
import { publicHalf } from './signer.ts';

/** Whose signatures under the access log are believed: this gateway's, and those that were before it. */
export const logKeysOf = ({ signIn, governance }: GatewayConfig): PublicKey[] => [
  ...(signIn ? [publicHalf(signIn.serviceKey)] : []),
  ...(governance?.logKeys ?? []).map(publicHalf),
];

/** Serves the public keys by which anybody may verify an exported log. */
export function serveLogKeys(app: FastifyInstance, config: GatewayConfig): void {
  app.get('/access-log/keys.json', async () => ({ keys: logKeysOf(config) }));
}
