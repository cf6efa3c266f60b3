import { gatewayKeys } from '../test/gateway.ts';
import { ConfigError, openFaults, readConfig } from './config.ts';

const { serviceKey } = await gatewayKeys();
const good = {
  SUBGRAPHS: 'venues=http://127.0.0.1:4004/graphql, warmth-fund=http://127.0.0.1:4005/graphql',
  OIDC_ISSUER: 'http://127.0.0.1:4009',
  OIDC_AUDIENCE: 'https://graph.union.local',
  SERVICE_KEY: JSON.stringify(serviceKey),
};

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('the environment becomes a configuration', () => {
  expect(readConfig({ ...good, PORT: '0', ALLOW_TEST_CLOCK: '1', SUBGRAPH_TIMEOUT_MS: '700', ENGINE: 'apollo' })).toMatchObject({
    port: 0,
    testClock: true,
    calls: { timeoutMs: 700 },
    engine: 'apollo',
    introspection: 'developers',
    graph: { subgraphs: [{ name: 'venues', url: 'http://127.0.0.1:4004/graphql' }, { name: 'warmth-fund' }] },
  });
});

test('how often a partner may try is told by the environment, each limit by itself', () => {
  expect(readConfig({ ...good, ATTEMPTS_LEAST: '7' }).attempts).toEqual({
    perRequest: 2,
    least: 7,
    notAdmitted: 600,
    ownAgreement: 60,
  });
});

test('all that is missing is told at once', () => {
  expect(faultsOf({})).toHaveLength(4);
  const bare = faultsOf({ NODE_ENV: 'production', ALLOW_TEST_CLOCK: '1' });
  expect(bare).toHaveLength(8);
  for (const name of ['DATABASE_URL', 'CURSOR_SECRETS', 'WITNESS_FOLDER'])
    expect(bare).toContainEqual(expect.stringMatching(`^${name} `));
});

const safe = {
  ...good,
  NODE_ENV: 'production',
  OIDC_ISSUER: 'https://sign-in.example',
  DATABASE_URL: 'postgres://governance_app:hush@db/governance',
  MIGRATOR_DATABASE_URL: 'postgres://governance_owner:hush@db/governance',
  CURSOR_SECRETS: '0123456789abcdef'.repeat(2),
  WITNESS_FOLDER: '/var/lib/gateway/witness',
};

test('in production the gateway starts with every safety set', () => {
  expect(faultsOf(safe)).toEqual([]);
  expect(faultsOf({ ...safe, OIDC_ISSUER: 'http://127.0.0.1:4009' })).toEqual([]);
});

test.each<[safety: string, change: NodeJS.ProcessEnv, reason: RegExp]>([
  [
    'the governance database: access log, emergency stops, agreements',
    { DATABASE_URL: '' },
    /^DATABASE_URL is missing: without .* no access record/,
  ],
  ['a database that is one', { DATABASE_URL: 'governance' }, /^DATABASE_URL is not a URL of PostgreSQL/],
  ['a role that cannot rewrite the log', { MIGRATOR_DATABASE_URL: safe.DATABASE_URL }, /name the same role/],
  ['an issuer', { OIDC_ISSUER: '' }, /^OIDC_ISSUER is missing/],
  ['an issuer over TLS', { OIDC_ISSUER: 'http://sign-in.example' }, /^OIDC_ISSUER must be an https URL/],
  ['an audience', { OIDC_AUDIENCE: '' }, /^OIDC_AUDIENCE is missing/],
  ['an audience that is named', { OIDC_AUDIENCE: '  ' }, /^OIDC_AUDIENCE is missing/],
  ['the own key', { SERVICE_KEY: '' }, /^SERVICE_KEY is missing/],
  ['a key that signs', { SERVICE_KEY: '{"kty":"oct","k":"hush"}' }, /^SERVICE_KEY is not a private Ed25519 key/],
  ['the key of cursors', { CURSOR_SECRETS: '' }, /^CURSOR_SECRETS/],
  ['a key of cursors that is random', { CURSOR_SECRETS: 'c'.repeat(64) }, /^CURSOR_SECRETS needs one random secret/],
  ['a place outside of the databases', { WITNESS_FOLDER: '' }, /^WITNESS_FOLDER is missing: .* cut the ends off/],
  ['a place that is named', { WITNESS_FOLDER: '   ' }, /^WITNESS_FOLDER is missing/],
  ['a place that is the same at each start', { WITNESS_FOLDER: 'witness' }, /^WITNESS_FOLDER is not an absolute path/],
  ['the real clock', { ALLOW_TEST_CLOCK: '1' }, /^ALLOW_TEST_CLOCK=1 is refused/],
  [
    'older keys of the log that are public',
    { ACCESS_LOG_KEYS: `{"keys":[${good.SERVICE_KEY}]}` },
    /^ACCESS_LOG_KEYS holds a private key/,
  ],
  ['an environment without a slip', { NODE_ENV: 'prod' }, /^NODE_ENV is none of/],
  ['introspection without a slip', { INTROSPECTION: 'yes' }, /^INTROSPECTION is neither/],
  ['pages of named origins', { CORS_ORIGINS: 'http://localhost:*' }, /an origin with any port/],
  [
    'pages over TLS',
    { CORS_ORIGINS: 'https://a.example,http://b.example' },
    /^CORS_ORIGINS must be https .*"http:\/\/b.example"/,
  ],
  ['a limit of cost', { MAX_COST: '0' }, /^MAX_COST must not be 0/],
  ['a limit of time', { REQUEST_TIMEOUT_MS: '0' }, /^REQUEST_TIMEOUT_MS must not be 0/],
])('%s is asked for in production', (_, change, reason) => {
  const faults = faultsOf({ ...safe, ...change });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(reason);
  expect(faults[0]).not.toContain('hush');
});

test('a graph without sign-in is not served in production', () => {
  expect(openFaults({ NODE_ENV: 'production' })).toHaveLength(1);
  expect(openFaults({})).toEqual([]);
  for (const NODE_ENV of ['Production', 'PRODUCTION', 'production ', 'prod', 'live'])
    expect(openFaults({ NODE_ENV })).toEqual([expect.stringMatching(/^NODE_ENV is none of/)]);
});

test.each([
  [{ SUBGRAPHS: 'venues' }, /not name=url: "venues"/],
  [{ SUBGRAPHS: 'a=http://x/graphql,a=http://y/graphql' }, /"a" twice/],
  [{ OIDC_ISSUER: 'nowhere' }, /OIDC_ISSUER is not a URL/],
  [{ SERVICE_KEY: '{"kty":"oct","k":"hush"}' }, /SERVICE_KEY is not a private Ed25519 key/],
  [{ CORS_ORIGINS: 'https://a.example/' }, /not an origin: "https:\/\/a.example\/"/],
  [{ CORS_ORIGINS: 'https://a.example:*' }, /not an origin/],
  [{ OPERATIONS_PORT: 'x' }, /OPERATIONS_PORT is not a whole number/],
  [{ DATABASE_URL: 'postgres://x/y' }, /CURSOR_SECRETS needs one random secret or more of at least 32 characters/],
  [{ DATABASE_URL: 'postgres://x/y', CURSOR_SECRETS: `${'x'.repeat(32)},hush` }, /CURSOR_SECRETS/],
  [{ PORT: 'http' }, /PORT is not a whole number/],
  [{ ATTEMPTS_LEAST: '0' }, /ATTEMPTS_LEAST is no whole number from 1 to 1000000: "0"/],
  [{ ATTEMPTS_PER_REQUEST: '1.5' }, /ATTEMPTS_PER_REQUEST is no whole number/],
  [{ ATTEMPTS_OWN_AGREEMENT: 'many' }, /ATTEMPTS_OWN_AGREEMENT is no whole number/],
  [{ ATTEMPTS_NOT_ADMITTED: '9999999' }, /ATTEMPTS_NOT_ADMITTED is no whole number/],
  [{ ENGINE: 'best' }, /ENGINE is "best": it may be "apollo"/],
])('%j is refused', (change, reason) => {
  const faults = faultsOf({ ...good, ...change });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(reason);
  expect(faults[0]).not.toContain('hush');
});
