import type { JSONWebKeySet, JWK } from 'jose';
import type { Subscriber } from './events/publish.ts';

/** A subgraph process's settings, all from the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Where set, the process brings the database up to date before it listens. */
  readonly migratorUrl: string | null;
  readonly passportKeys: JSONWebKeySet;
  /** The private key that signs this subgraph's event deliveries. */
  readonly serviceKey: JWK;
  readonly subscribers: readonly Subscriber[];
  /** What the keys of cursors are derived from: the first writes, all of them read. */
  readonly cursorSecrets: readonly string[];
  readonly allowTestClock: boolean;
  readonly logLevel: string;
}

/** Reads the settings; throws one error that names every fault at once. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const required = (name: string): string => {
    const value = env[name];
    if (!value) faults.push(`${name} is not set.`);
    return value ?? '';
  };
  const json = <Shape>(name: string, text: string): Shape => {
    try {
      return JSON.parse(text || 'null') as Shape;
    } catch {
      faults.push(`${name} is not JSON.`);
      return null as Shape;
    }
  };
  const port = Number(env.PORT ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push(`PORT is not a port: "${env.PORT}".`);
  const allowTestClock = env.ALLOW_TEST_CLOCK === '1';
  if (allowTestClock && env.NODE_ENV === 'production') faults.push('ALLOW_TEST_CLOCK must not be set in production.');
  const config: Config = {
    host: env.HOST ?? '127.0.0.1',
    port,
    databaseUrl: required('DATABASE_URL'),
    migratorUrl: env.MIGRATOR_DATABASE_URL || null,
    passportKeys: json('PASSPORT_JWKS', required('PASSPORT_JWKS')),
    serviceKey: json('SERVICE_KEY', required('SERVICE_KEY')),
    subscribers: json<Subscriber[] | null>('EVENT_SUBSCRIBERS', env.EVENT_SUBSCRIBERS ?? '[]') ?? [],
    cursorSecrets: readCursorSecrets(env, faults),
    allowTestClock,
    logLevel: env.LOG_LEVEL ?? 'info',
  };
  if (faults.length > 0) throw new Error(`The settings are not complete:\n  ${faults.join('\n  ')}`);
  return config;
}

/** 128 bits in hexadecimal digits. */
const SHORTEST_SECRET = 32;

/** Reads `CURSOR_SECRETS`, separated by commas; says what is wrong with them without naming one. */
export function readCursorSecrets(env: NodeJS.ProcessEnv, faults: string[]): string[] {
  const secrets = (env.CURSOR_SECRETS ?? '').split(',').map((secret) => secret.trim());
  if (secrets.some(({ length }) => length < SHORTEST_SECRET))
    faults.push(
      `CURSOR_SECRETS needs one secret or more of at least ${SHORTEST_SECRET} characters, separated by commas, the same for all replicas: "openssl rand -hex 32" makes one.`,
    );
  return secrets;
}
