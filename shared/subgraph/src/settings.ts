import type { JSONWebKeySet, JWK } from 'jose';

/** A process that does not start: every fault of its settings at once, a sentence each, and none of its secrets. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(
    what: string,
    readonly faults: readonly string[],
  ) {
    super(`${what} cannot start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Where `NODE_ENV` may be; any other text is a slip of the pen that would open what production closes. */
const ENVIRONMENTS: readonly (string | undefined)[] = [undefined, '', 'development', 'test', 'production'];
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

export const isProduction = (env: NodeJS.ProcessEnv): boolean => env.NODE_ENV === 'production';

/** What is wrong with `NODE_ENV`; every process looks, since a slip opens what production closes. */
export const environmentFaults = ({ NODE_ENV }: NodeJS.ProcessEnv): string[] =>
  ENVIRONMENTS.includes(NODE_ENV) ? [] : [`NODE_ENV is none of "production", "development" and "test": "${NODE_ENV}".`];

/** What every process reads alike: where it runs, which clock it takes, how much it says. Faults go to `faults`. */
export function readCommon(env: NodeJS.ProcessEnv, faults: string[]): { allowTestClock: boolean; logLevel: string } {
  faults.push(...environmentFaults(env));
  if (!['', '0', '1', undefined].includes(env.ALLOW_TEST_CLOCK))
    faults.push(`ALLOW_TEST_CLOCK is neither "1" nor "0": "${env.ALLOW_TEST_CLOCK}".`);
  const allowTestClock = env.ALLOW_TEST_CLOCK === '1';
  if (allowTestClock && isProduction(env))
    faults.push('ALLOW_TEST_CLOCK=1 is refused with NODE_ENV=production: whoever asks could choose the day.');
  const logLevel = env.LOG_LEVEL || 'info';
  if (!LOG_LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL is none of ${LOG_LEVELS.join(', ')}: "${logLevel}".`);
  return { allowTestClock, logLevel };
}

/**
 * The URLs of a database: `DATABASE_URL` for the service's role, `MIGRATOR_DATABASE_URL` for the role that owns the tables. In production the
 * rights of the first are looked at when the service starts.
 */
export function readDatabase(
  env: NodeJS.ProcessEnv,
  faults: string[],
): { databaseUrl: string; migratorUrl: string | null; checksRole: boolean } {
  const databaseUrl = env.DATABASE_URL ?? '';
  const migratorUrl = env.MIGRATOR_DATABASE_URL || null;
  for (const [name, url] of [
    ['DATABASE_URL', databaseUrl],
    ['MIGRATOR_DATABASE_URL', migratorUrl],
  ] as const)
    if (url && !isPostgres(url)) faults.push(`${name} is not a URL of PostgreSQL ("postgres://…").`);
  if (
    isProduction(env) &&
    migratorUrl &&
    isPostgres(databaseUrl) &&
    isPostgres(migratorUrl) &&
    roleOf(databaseUrl) === roleOf(migratorUrl)
  )
    faults.push(
      'DATABASE_URL and MIGRATOR_DATABASE_URL name the same role: the service would own its tables and could rewrite its audit. Give it a role of its own.',
    );
  return { databaseUrl, migratorUrl, checksRole: isProduction(env) };
}

const isPostgres = (url: string): boolean => URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol);
const roleOf = (url: string): string => new URL(url).username;

/** The private key that a process signs with (`SERVICE_KEY`): Ed25519, RFC 8037. */
export function readServiceKey(env: NodeJS.ProcessEnv, faults: string[]): JWK {
  if (!env.SERVICE_KEY) {
    faults.push('SERVICE_KEY is missing.');
    return {};
  }
  const key = parsed(env.SERVICE_KEY) as JWK | null;
  if (key?.kty === 'OKP' && key.crv === 'Ed25519' && key.d && key.x) return key;
  // The text is not told: it is a secret.
  faults.push('SERVICE_KEY is not a private Ed25519 key as a JSON Web Key.');
  return {};
}

/** A set of public Ed25519 keys (`PASSPORT_JWKS`, `ACCESS_LOG_KEYS`), each with the name of its owner as `kid`. */
export function readKeySet(env: NodeJS.ProcessEnv, name: string, faults: string[]): JSONWebKeySet {
  const { keys } = (parsed(env[name] || '{"keys":[]}') ?? {}) as { keys?: unknown };
  const all = Array.isArray(keys) ? (keys as JWK[]) : null;
  if (!all) faults.push(`${name} is not a JSON Web Key Set.`);
  for (const { kty, crv, d } of all ?? []) {
    if (d) faults.push(`${name} holds a private key. Take it out, and make a new one: it must not be known here.`);
    else if (kty !== 'OKP' || crv !== 'Ed25519') faults.push(`${name} holds a key that is not a public Ed25519 key.`);
  }
  return { keys: all ?? [] };
}

/** The subscribers of a service's events (`EVENT_SUBSCRIBERS`). */
export function readSubscribers(env: NodeJS.ProcessEnv, faults: string[]): { type: string; name: string; url: string }[] {
  const list = parsed(env.EVENT_SUBSCRIBERS || '[]');
  const isSubscriber = (entry: unknown): entry is { type: string; name: string; url: string } => {
    const { type, name, url } = (entry ?? {}) as Record<string, unknown>;
    return typeof type === 'string' && typeof name === 'string' && typeof url === 'string' && URL.canParse(url);
  };
  if (Array.isArray(list) && list.every(isSubscriber)) return list;
  faults.push('EVENT_SUBSCRIBERS is not a JSON list of subscribers with "type", "name" and "url".');
  return [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
