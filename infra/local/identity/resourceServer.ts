import { AUDIENCE } from './claims.ts';

/** The graph as the provider sees it: which scopes it knows, and what its access tokens look like (RFC 9068). */
export const resourceServer = {
  audience: AUDIENCE,
  scope: 'read write introspect',
  /** Seconds. Long enough for an afternoon's curl; elsewhere an issuer gives minutes. */
  accessTokenTTL: 3_600,
  accessTokenFormat: 'jwt' as const,
  jwt: { sign: { alg: 'ES256' as const } },
};
