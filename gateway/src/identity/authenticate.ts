import { createHash } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { ClaimsError, viewerOf } from './claims.ts';

/** A token that opens nothing. The message says what is wrong with it, for the client. */
export class InvalidToken extends Error {
  override name = 'InvalidToken';
}

/** Turns the `authorization` header into a viewer. Throws {@link InvalidToken}, or IssuerUnavailable when nobody can tell. */
export type Authenticate = (header: string | undefined) => Promise<Viewer>;

/** Tokens that are known, and the bytes of what hangs on their viewers: each has a passport for every subgraph that it asks. */
const KNOWN = { max: 10_000, maxSize: 64 * 1024 * 1024 };
const PASSPORTS = 6;
/** Clocks of two machines differ; a token may be this much too old or too new. Seconds. */
const CLOCK_TOLERANCE = 5;
/** Only keys with a public half: a shared secret has no place here, and "none" none anywhere. */
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];

/**
 * Checks access tokens (RFC 9068: `typ at+jwt`, issuer, audience, times, signature). One token gives one viewer object
 * while it lives, so that what hangs on the viewer, such as its passports, is found again; tokens are kept by their hash.
 */
export function createAuthenticate(options: { issuer: string; audience: string; keys: JWTVerifyGetKey }): Authenticate {
  const known = new LRUCache<string, { viewer: Viewer; expiresAt: number }>({
    ...KNOWN,
    sizeCalculation: ({ viewer }) => 1_000 + 2 * (1 + PASSPORTS) * JSON.stringify(viewer).length,
  });
  return async (header) => {
    if (header === undefined) return ANONYMOUS;
    const [, token] = /^Bearer +([\w.~+/=-]+) *$/i.exec(header) ?? [];
    if (!token) throw new InvalidToken('The authorization header must be "Bearer" and an access token.');
    const hash = createHash('sha256').update(token).digest('base64');
    const hit = known.get(hash);
    if (hit && hit.expiresAt > Date.now()) return hit.viewer;
    known.delete(hash);
    const verified = await verify(token, options);
    known.set(hash, verified);
    return verified.viewer;
  };
}

async function verify(
  token: string,
  { issuer, audience, keys }: { issuer: string; audience: string; keys: JWTVerifyGetKey },
): Promise<{ viewer: Viewer; expiresAt: number }> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE,
      requiredClaims: ['sub', 'exp'],
    });
    return { viewer: viewerOf(payload), expiresAt: ((payload.exp ?? 0) + CLOCK_TOLERANCE) * 1000 };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new InvalidToken('The access token has expired. Sign in again.');
    if (error instanceof ClaimsError) throw new InvalidToken(`The access token is not usable: ${error.message}.`);
    if (error instanceof errors.JWTClaimValidationFailed) {
      throw new InvalidToken(`The access token is not for this graph: its "${error.claim}" is not accepted.`);
    }
    if (error instanceof errors.JOSEError) throw new InvalidToken('The access token is not genuine. Sign in again.');
    throw error;
  }
}
