import type { JWK } from 'jose';
import type { PublicKey } from '../../audit/verify-access-log.mjs';
import { publicKeyOf } from './logSigner.ts';

/** The public keys whose signatures under the access log are valid: this gateway's, and those that signed it before. */
export const logKeysOf = (serviceKey: JWK, formerKeys: readonly JWK[]): PublicKey[] =>
  [serviceKey, ...formerKeys].map(publicKeyOf);
