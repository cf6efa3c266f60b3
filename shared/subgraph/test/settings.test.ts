import { generateKeyPairSync } from 'node:crypto';
import { identityKeyFaults } from '@union-graph/identity';
import { readConfig, SettingsError } from '../src/index.ts';

const key = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
const publicHalf = ({ d: _, ...rest }: ReturnType<typeof key>) => rest;
const [gateway, own] = [key('gateway'), key('board')];
const good = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://board_app:hush@db/board',
  MIGRATOR_DATABASE_URL: 'postgres://board_owner:hush@db/board',
  PASSPORT_JWKS: JSON.stringify({ keys: [gateway, own].map(publicHalf) }),
  SERVICE_KEY: JSON.stringify(own),
  CURSOR_SECRETS: '0123456789abcdef'.repeat(2),
  IDENTITY_HASH_KEY: 'fedcba9876543210'.repeat(2),
};

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env, 'organisation', identityKeyFaults);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

test('with every safety set a subgraph starts, in production, too', () => {
  expect(faultsOf(good)).toEqual([]);
});

test.each<[setting: string, change: NodeJS.ProcessEnv, fault: RegExp]>([
  ['no database', { DATABASE_URL: '' }, /^DATABASE_URL is missing/],
  ['a database that is none', { DATABASE_URL: 'board' }, /^DATABASE_URL is not a URL of PostgreSQL/],
  ['a service that owns its tables', { MIGRATOR_DATABASE_URL: good.DATABASE_URL }, /name the same role/],
  ['no keys of callers', { PASSPORT_JWKS: '' }, /^PASSPORT_JWKS is missing/],
  ['keys of callers that are no set', { PASSPORT_JWKS: '[]' }, /^PASSPORT_JWKS is not a JSON Web Key Set/],
  ['an empty set of keys', { PASSPORT_JWKS: '{"keys":[]}' }, /holds no key of the gateway/],
  ['keys without the gateway’s', { PASSPORT_JWKS: JSON.stringify({ keys: [publicHalf(own)] }) }, /holds no key of the gateway/],
  ['a private key among them', { PASSPORT_JWKS: JSON.stringify({ keys: [gateway] }) }, /holds a private key/],
  [
    'a shared secret among them',
    { PASSPORT_JWKS: '{"keys":[{"kty":"oct","k":"hush","kid":"gateway"}]}' },
    /not a public Ed25519 key/,
  ],
  ['a time to receive in that is none', { RECEIVE_TIMEOUT_MS: 'soon' }, /^RECEIVE_TIMEOUT_MS is no number/],
  ['no time to receive in', { RECEIVE_TIMEOUT_MS: '-1' }, /^RECEIVE_TIMEOUT_MS is no number/],
  ['no own key', { SERVICE_KEY: '' }, /^SERVICE_KEY is missing/],
  [
    'an own key that signs nothing',
    { SERVICE_KEY: JSON.stringify(publicHalf(own)) },
    /^SERVICE_KEY is not a private Ed25519 key/,
  ],
  ['the gateway’s key for an own one', { SERVICE_KEY: JSON.stringify(gateway) }, /^SERVICE_KEY is the gateway's/],
  ['no secret of cursors', { CURSOR_SECRETS: '' }, /^CURSOR_SECRETS/],
  ['a short secret of cursors', { CURSOR_SECRETS: 'hush' }, /^CURSOR_SECRETS/],
  ['a secret of one character', { CURSOR_SECRETS: 'h'.repeat(64) }, /^CURSOR_SECRETS/],
  ['no key of identity numbers', { IDENTITY_HASH_KEY: undefined }, /^IDENTITY_HASH_KEY/],
  ['a short key of identity numbers', { IDENTITY_HASH_KEY: 'hush' }, /^IDENTITY_HASH_KEY/],
  ['a key of identity numbers of one character', { IDENTITY_HASH_KEY: 'h'.repeat(64) }, /^IDENTITY_HASH_KEY/],
  ['the development key of identity numbers', { IDENTITY_HASH_KEY: 'no secret: development only' }, /^IDENTITY_HASH_KEY/],
  ['a clock that clients set', { ALLOW_TEST_CLOCK: '1' }, /^ALLOW_TEST_CLOCK=1 is refused/],
  ['a clock setting that is a slip', { ALLOW_TEST_CLOCK: 'true' }, /^ALLOW_TEST_CLOCK is neither/],
  ['an environment that is a slip', { NODE_ENV: 'Production' }, /^NODE_ENV is none of/],
  ['subscribers that are none', { EVENT_SUBSCRIBERS: '[{"name":"x"}]' }, /^EVENT_SUBSCRIBERS/],
  ['a log level that is none', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is none of/],
  ['a port that is none', { PORT: '70000' }, /^PORT is not a port/],
])('%s is refused, with one sentence', (_, change, fault) => {
  const faults = faultsOf({ ...good, ...change });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(fault);
  expect(faults[0]).toMatch(/\.$/);
  expect(faults[0]).not.toContain('hush');
});

test('all faults are told at once', () => {
  expect(faultsOf({ NODE_ENV: 'production', ALLOW_TEST_CLOCK: '1' })).toHaveLength(6);
});

test('outside production the development key of identity numbers does', () => {
  expect(faultsOf({ ...good, NODE_ENV: 'development', IDENTITY_HASH_KEY: undefined })).toEqual([]);
});
