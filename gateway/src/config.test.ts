import { gatewayKeys } from '../test/gateway.ts';
import { ConfigError, readConfig } from './config.ts';

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
  expect(readConfig({ ...good, PORT: '0', ALLOW_TEST_CLOCK: '1', SUBGRAPH_TIMEOUT_MS: '700', PLANNER: 'apollo' })).toMatchObject({
    port: 0,
    testClock: true,
    calls: { timeoutMs: 700 },
    planner: 'apollo',
    introspection: 'developers',
    graph: { subgraphs: [{ name: 'venues', url: 'http://127.0.0.1:4004/graphql' }, { name: 'warmth-fund' }] },
  });
});

test('all that is missing is told at once', () => {
  expect(faultsOf({})).toHaveLength(4);
});

test.each([
  [{ SUBGRAPHS: 'venues' }, /not name=url: "venues"/],
  [{ SUBGRAPHS: 'a=http://x/graphql,a=http://y/graphql' }, /"a" twice/],
  [{ OIDC_ISSUER: 'nowhere' }, /OIDC_ISSUER is not a URL/],
  [{ SERVICE_KEY: '{"kty":"oct","k":"hush"}' }, /SERVICE_KEY is not a private Ed25519 key/],
  [{ CORS_ORIGINS: 'https://a.example/' }, /no origin: "https:\/\/a.example\/"/],
  [{ DATABASE_URL: 'postgres://x/y' }, /CURSOR_SECRETS needs one secret or more of at least 32 characters/],
  [{ DATABASE_URL: 'postgres://x/y', CURSOR_SECRETS: `${'x'.repeat(32)},hush` }, /CURSOR_SECRETS/],
  [{ PORT: 'http' }, /PORT is not a whole number/],
  [{ PLANNER: 'best' }, /PLANNER is none of "hive", "apollo" and "plain": "best"/],
  [{ ALLOW_TEST_CLOCK: '1', NODE_ENV: 'production' }, /ALLOW_TEST_CLOCK=1 is refused/],
])('%j is refused', (change, reason) => {
  const faults = faultsOf({ ...good, ...change });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(reason);
  expect(faults[0]).not.toContain('hush');
});
