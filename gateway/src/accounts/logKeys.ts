import { createPrivateKey, sign } from 'node:crypto';
import type { JWK } from 'jose';
import { GATEWAY, keyIdOf, type PublicKey } from '../../audit/verify-access-log.mjs';

/** The key that signs the access log. */
export interface LogKey {
  readonly id: string;
  sign(text: string): string;
}

export function createLogKey(serviceKey: JWK): LogKey {
  const key = createPrivateKey({ key: serviceKey as import('node:crypto').JsonWebKey, format: 'jwk' });
  return { id: keyIdOf(publicKeyOf(serviceKey)), sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** The public half of a service's key, with which anybody can verify its signatures; of the gateway's key unless another service is named. */
export const publicKeyOf = ({ kty, crv, x }: JWK, service = GATEWAY): PublicKey => ({
  ...{ kty: kty as string, crv: crv as string, x: x as string },
  kid: service,
});

/** The public keys whose signatures in the access log are valid: this gateway's key, and former ones. */
export const logKeysOf = (serviceKey: JWK, formerKeys: readonly JWK[]): PublicKey[] =>
  [serviceKey, ...formerKeys].map((key) => publicKeyOf(key));
