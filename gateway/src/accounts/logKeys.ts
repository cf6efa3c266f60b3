import type { JWK } from 'jose';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import { publicKeyOf } from './logSigner.ts';

/** The public keys whose signatures in the access log are valid: this gateway's key, and former ones. */
export const logKeysOf = (serviceKey: JWK, formerKeys: readonly JWK[]): PublicKey[] =>
  [serviceKey, ...formerKeys].map(publicKeyOf);
