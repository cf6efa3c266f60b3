import { createLocalJWKSet, errors, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';

/** The audience of these tokens: no subgraph has this name, and no subgraph accepts their type. */
const AUDIENCE = 'development';
const TYPE = 'developer-passport+jwt';

/** The parts of a developer's passport that its token states. */
export interface TokenOfPassport {
  readonly id: string;
  readonly clientId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** Signs and verifies the tokens of developers' passports, with the gateway's own key. */
export interface DeveloperTokens {
  sign(passport: TokenOfPassport): Promise<string>;
  /** Returns the id of the passport. Throws {@link DeveloperTokenError}. Whether the passport was revoked is not its matter. */
  verify(token: string): Promise<string>;
}

/** A token that is not accepted. The message tells the developer why. */
export class DeveloperTokenError extends Error {
  override name = 'DeveloperTokenError';
}

export function createDeveloperTokens(serviceKey: JWK): DeveloperTokens {
  const { d: _, ...publicHalf } = serviceKey;
  const keys = createLocalJWKSet({ keys: [{ ...publicHalf, kid: 'gateway', alg: 'EdDSA' }] });
  return {
    sign: async ({ id, clientId, issuedAt, expiresAt }) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA', kid: 'gateway', typ: TYPE })
        .setIssuer('gateway')
        .setAudience(AUDIENCE)
        .setSubject(clientId)
        .setJti(id)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(await importJWK(serviceKey, 'EdDSA')),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: 'gateway',
          audience: AUDIENCE,
          typ: TYPE,
          algorithms: ['EdDSA'],
          requiredClaims: ['jti', 'sub', 'exp'],
        });
        return payload.jti as string;
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new DeveloperTokenError(EXPIRED);
        if (error instanceof errors.JOSEError) throw new DeveloperTokenError("This is not a developer's passport of this graph.");
        throw error;
      }
    },
  };
}

export const EXPIRED = "The developer's passport has expired. Start `union-graph dev` again.";
