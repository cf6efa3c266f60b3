import { readAnswer } from '@union-graph/subgraph';
import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose';
import { request } from 'undici';

/** The keys of the identity provider cannot be fetched, so no token can be verified now. */
export class IssuerUnavailable extends Error {
  override name = 'IssuerUnavailable';
}

const DISCOVERY_TIMEOUT_MS = 3_000;
/** A discovery document has some kilobytes, and a key set not many more. */
const MAX_DOCUMENT_BYTES = 1_000_000;
/** A token that names an unknown key causes the keys to be fetched again, but no more often than this. */
const KEY_REFETCH_MS = 10_000;

/**
 * The signing keys of an OpenID Connect issuer. They are found through its discovery document when the first token arrives, and cached; a
 * failed discovery is repeated with the next token. A new key is fetched when a token names it.
 */
export function createIssuerKeys(issuer: string, refetchMs = KEY_REFETCH_MS): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discoverOnce = async (): Promise<JWTVerifyGetKey> => {
    keys ??= discover(issuer, refetchMs);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
      throw error;
    }
  };
  return async (header, token) => {
    const getKey = await discoverOnce();
    try {
      return await getKey(header, token);
    } catch (error) {
      // The issuer has no such key: the token is invalid. Any other error means that the keys could not be fetched.
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
    document = JSON.parse(await readAnswer(response.body, MAX_DOCUMENT_BYTES));
  } catch (error) {
    throw new IssuerUnavailable(`${url} cannot be read: ${String(error)}`);
  }
  const { issuer: documentIssuer, jwks_uri: jwksUri } = (document ?? {}) as { issuer?: unknown; jwks_uri?: unknown };
  if (documentIssuer !== issuer || typeof jwksUri !== 'string' || !URL.canParse(jwksUri)) {
    throw new IssuerUnavailable(`${url} is not the discovery document of "${issuer}".`);
  }
  return createRemoteJWKSet(new URL(jwksUri), {
    cooldownDuration,
    timeoutDuration: DISCOVERY_TIMEOUT_MS,
    [customFetch]: fetchWithinLimit,
  });
}

const fetchWithinLimit: FetchImplementation = async (url, options) => {
  const response = await fetch(url, options);
  const text = await readAnswer(response.body as AsyncIterable<Uint8Array> | null, MAX_DOCUMENT_BYTES);
  return new Response(text, { status: response.status, headers: { 'content-type': 'application/json' } });
};
