import { generateKeyPairSync } from 'node:crypto';

export type KeyPair = ReturnType<typeof keyPair>;

/** An Ed25519 key pair as JSON Web Keys, whose `kid` is the name of a service. */
export function keyPair(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const named = { kid, alg: 'EdDSA' };
  return {
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...named },
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...named },
  };
}
