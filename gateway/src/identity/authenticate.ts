import { createHash } from 'node:crypto';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { ClaimsError, viewerOf } from './claims.ts';

/** An access token that is not accepted. The message tells the client why. */
export class InvalidToken extends Error {
  override name = 'InvalidToken';
}

/** Turns the `authorization` header into a viewer. Throws {@link InvalidToken}, or `IssuerUnavailable` when the issuer's keys cannot be fetched. */
export type Authenticate = (header: string | undefined) => Promise<Viewer>;

/** Limits of the cache of verified tokens: its entries, and its bytes, which include the cached passports of each viewer. */
const CACHE_LIMITS = { max: 10_000, maxSize: 64 * 1024 * 1024 };
/** An estimate. A viewer has one passport for each subgraph that its operations call. */
const PASSPORTS_PER_VIEWER = 6;
/** Tolerance for clocks that differ between machines, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** Asymmetric algorithms only: no shared secrets, and never "none". */
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'];

interface AuthenticateOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** The viewer as of now, of one that the token told, which may be older; the same object for the same viewer while nothing has changed. */
  readonly presentViewer?: (viewer: Viewer) => Viewer;
}

/**
 * Verifies access tokens (RFC 9068: `typ at+jwt`, issuer, audience, times, signature). A token gives the same viewer object until it
 * expires, because passports are cached by viewer object. The cache is keyed by the token's hash.
 */
export function createAuthenticate({ presentViewer = (viewer) => viewer, ...options }: AuthenticateOptions): Authenticate {
  const verifiedTokens = new LRUCache<string, { viewer: Viewer; expiresAt: number }>({
    ...CACHE_LIMITS,
    sizeCalculation: ({ viewer }) => 1_000 + 2 * (1 + PASSPORTS_PER_VIEWER) * JSON.stringify(viewer).length,
  });
  return async (header) => {
    if (header === undefined) return ANONYMOUS;
    const [, token] = /^Bearer +([\w.~+/=-]+) *$/i.exec(header) ?? [];
    if (!token) throw new InvalidToken('The authorization header must be "Bearer" and an access token.');
    const hash = createHash('sha256').update(token).digest('base64');
    const cached = verifiedTokens.get(hash);
    if (cached && cached.expiresAt > Date.now()) return presentViewer(cached.viewer);
    verifiedTokens.delete(hash);
    const verified = await verifyToken(token, options);
    verifiedTokens.set(hash, verified);
    return presentViewer(verified.viewer);
  };
}

async function verifyToken(
  token: string,
  { issuer, audience, keys }: { issuer: string; audience: string; keys: JWTVerifyGetKey },
): Promise<{ viewer: Viewer; expiresAt: number }> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    return { viewer: viewerOf(payload), expiresAt: ((payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000 };
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
