import type { JWK } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import type { Secrets } from './secrets.ts';

/**
 * An extension grant (RFC 6749, 4.5) of this local provider only: a token for a demo person by their login, for the
 * command line and for tests. It opens no more than the sign-in page, where anybody may pick any demo person.
 */
export const DEMO_PERSON_GRANT = 'urn:union-graph:demo-person';

/** The partner that proves itself by a secret, and the one that signs. Both are invented. */
export const PARTNERS = { bySecret: 'ngo-secret', byKey: 'ngo-key' } as const;

/** Every client of an agreement in the demo data that proves itself by the secret, of each kind of partner; the last two are not let in. */
export const BY_SECRET: readonly string[] = [
  PARTNERS.bySecret,
  'ngo-teachers',
  'ngo-women',
  'ngo-workers-home',
  'ngo-listening',
  'ngo-institute',
  'law-jingzheng',
  'ngo-safe-sites',
  'ngo-night-school',
];

/** Programs that publish: of unions their subgraphs, and the console's its operations. Who may publish what is said in the graph. All invented. */
export const PUBLISHERS: readonly string[] = [
  'publisher-construction',
  'publisher-construction-2',
  'publisher-transport',
  'publisher-console',
];

/** The client that people sign in with: the page at the door, and pages under development on this machine. */
export const CONSOLE = 'console';

export const SCOPES = ['openid', 'profile', 'offline_access', 'read', 'write', 'introspect'] as const;
const ALL_SCOPES = SCOPES.join(' ');

/** The clients of the local provider: the page at the door, the command line, the partners and the publishers. */
export function clients(secrets: Secrets, consoleOrigins: readonly string[]): ClientMetadata[] {
  const noRedirect = { redirect_uris: [], response_types: [] };
  const machine = { ...noRedirect, grant_types: ['client_credentials'], scope: 'read write' };
  return [
    {
      client_id: CONSOLE,
      client_name: 'Console',
      token_endpoint_auth_method: 'none',
      scope: ALL_SCOPES,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: consoleOrigins.map((origin) => `${origin}/`),
    },
    {
      ...noRedirect,
      client_id: 'local-tools',
      token_endpoint_auth_method: 'none',
      grant_types: [DEMO_PERSON_GRANT],
      scope: ALL_SCOPES,
    },
    ...[...BY_SECRET, ...PUBLISHERS].map((client_id) => ({
      ...machine,
      client_id,
      client_secret: secrets.partnerSecret,
      token_endpoint_auth_method: 'client_secret_basic',
    })),
    {
      ...machine,
      client_id: PARTNERS.byKey,
      jwks: { keys: [publicHalf(secrets.partnerKey)] },
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
    },
  ] as ClientMetadata[];
}

const publicHalf = ({ d: _private, ...rest }: JWK): JWK => rest;
