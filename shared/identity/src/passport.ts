import { createLocalJWKSet, errors, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Viewer } from './viewer.ts';

/** Seconds a passport lives. Long enough for one request with all its fetches, too short to be worth stealing. */
const LIFETIME = 60;
/** A signed passport is handed out again for this long, so that one viewer's requests cost one signature. */
const REUSE_MS = 20_000;
/** Seconds by which the clocks of two machines may differ. */
const LEEWAY = 5;
/** Passports that were verified, and the bytes of their texts. */
const KNOWN = { max: 5_000, maxSize: 32 * 1024 * 1024 };

/** Thrown for every passport that is missing, expired, altered, signed with another key or made for another service. */
export class PassportError extends Error {
  override name = 'PassportError';
}

export type PassportSigner = (viewer: Viewer, audience: string) => Promise<string>;
export type PassportVerifier = (token: string | undefined) => Promise<{ viewer: Viewer; issuer: string }>;

/**
 * Signs passports (EdDSA, RFC 8037) as `issuer`, each for one audience: what is sent to one subgraph opens no other.
 * `key` is the private JWK; its `kid` names the issuer among the keys that subgraphs trust.
 */
export async function createPassportSigner(issuer: string, key: JWK): Promise<PassportSigner> {
  const privateKey = await importJWK(key, 'EdDSA');
  const sign = (viewer: Viewer, audience: string) => {
    // One reading of the clock for both times: a second that ends in between would make a life that is too long.
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ viewer })
      .setProtectedHeader({ alg: 'EdDSA', kid: issuer, typ: 'passport+jwt' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(viewer.subject)
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME)
      .sign(privateKey);
  };
  // Keyed by the viewer object itself: a viewer is immutable, and the gateway keeps one per verified token.
  const issued = new WeakMap<Viewer, Map<string, { token: Promise<string>; until: number }>>();
  return (viewer, audience) => {
    const byAudience = issued.get(viewer) ?? new Map();
    issued.set(viewer, byAudience);
    const known = byAudience.get(audience);
    if (known && known.until > Date.now()) return known.token;
    const token = sign(viewer, audience);
    byAudience.set(audience, { token, until: Date.now() + REUSE_MS });
    return token;
  };
}

/**
 * Checks passports made for `audience` against the public keys of the issuers that are trusted. The key's `kid` must be
 * the issuer's name, so that one service cannot sign as another. None lives longer than a minute, whoever signed it: the time of its
 * signature and the end of its life are read together.
 */
export function createPassportVerifier(audience: string, trusted: JSONWebKeySet): PassportVerifier {
  const keys = createLocalJWKSet(trusted);
  const verified = new LRUCache<string, { viewer: Viewer; issuer: string; expiresAt: number }>({
    ...KNOWN,
    sizeCalculation: (_, token) => 500 + 3 * token.length,
  });
  return async (token) => {
    if (!token) throw new PassportError('This service answers only calls that carry a passport.');
    const known = verified.get(token);
    if (known) {
      if (known.expiresAt > Date.now()) return known;
      verified.delete(token);
    }
    try {
      const { payload, protectedHeader } = await jwtVerify<{ viewer: Viewer }>(token, keys, {
        audience,
        algorithms: ['EdDSA'],
        typ: 'passport+jwt',
        requiredClaims: ['iss', 'exp', 'iat', 'viewer'],
        maxTokenAge: LIFETIME,
        clockTolerance: LEEWAY,
      });
      const lifetime = (payload.exp as number) - (payload.iat as number);
      if (!(lifetime > 0 && lifetime <= LIFETIME)) throw new PassportError(`The passport lives longer than ${LIFETIME} seconds.`);
      if (payload.iss !== protectedHeader.kid) throw new PassportError('The passport names another issuer than its key.');
      const passport = { viewer: payload.viewer, issuer: payload.iss as string, expiresAt: (payload.exp as number) * 1000 };
      verified.set(token, passport);
      return passport;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new PassportError(`The passport is not valid: ${error.code}.`);
      throw error;
    }
  };
}
