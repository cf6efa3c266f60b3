import { createPrivateKey, sign } from 'node:crypto';
import type { JWK } from 'jose';
import { GATEWAY, keyIdOf, type PublicKey } from '../../audit/verify-access-log.mjs';

/** The gateway's key, which signs the access log and the witness lines. `id` is its thumbprint (RFC 7638). */
export interface LogKey {
  readonly id: string;
  sign(text: string): string;
}

/** Creates the signing key from the gateway's private JWK (Ed25519). */
export function createLogKey(serviceKey: JWK): LogKey {
  const key = createPrivateKey({ key: serviceKey as import('node:crypto').JsonWebKey, format: 'jwk' });
  return { id: keyIdOf(publicKeyOf(serviceKey)), sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** The public key of a service, with the service as `kid`; the gateway's by default. */
export const publicKeyOf = ({ kty, crv, x }: JWK, service = GATEWAY): PublicKey => ({
  ...{ kty: kty as string, crv: crv as string, x: x as string },
  kid: service,
});

/** The public keys whose signatures in the access log are valid: the gateway's current key and its former ones. */
export const logKeysOf = (serviceKey: JWK, formerKeys: readonly JWK[]): PublicKey[] =>
  [serviceKey, ...formerKeys].map((key) => publicKeyOf(key));
