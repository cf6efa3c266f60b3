import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { request } from 'undici';

/** The identity provider does not answer, or not as one: nobody can be signed in now. */
export class IssuerUnavailable extends Error {
  override name = 'IssuerUnavailable';
}

const DISCOVERY_TIMEOUT_MS = 3_000;
/** A token with an unknown key makes the keys be fetched again, but no more often than this. */
const KEY_REFETCH_MS = 10_000;

/**
 * The signing keys of an OpenID Connect issuer, found by its discovery document when the first token comes and kept; a
 * failed discovery is tried again with the next token. A new key is picked up when a token names it.
 */
export function createIssuerKeys(issuer: string, refetchMs = KEY_REFETCH_MS): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discovered = async (): Promise<JWTVerifyGetKey> => {
    keys ??= discover(issuer, refetchMs);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
      throw error;
    }
  };
  return async (header, token) => {
    const getKey = await discovered();
    try {
      return await getKey(header, token);
    } catch (error) {
      // No key of that name: the token's fault. Anything else is about fetching the keys.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new IssuerUnavailable(`The keys of ${issuer} cannot be fetched: ${String(error)}`);
    }
  };
}

async function discover(issuer: string, cooldownDuration: number): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let document: unknown;
  try {
    const response = await request(url, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
    document = await response.body.json();
  } catch (error) {
    throw new IssuerUnavailable(`${url} cannot be read: ${String(error)}`);
  }
  const { issuer: named, jwks_uri: jwksUri } = (document ?? {}) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer || typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) {
    throw new IssuerUnavailable(`${url} is not the discovery document of "${issuer}".`);
  }
  return createRemoteJWKSet(new URL(jwksUri), { cooldownDuration, timeoutDuration: DISCOVERY_TIMEOUT_MS });
}
