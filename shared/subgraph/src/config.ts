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
    allowTestClock,
    logLevel: env.LOG_LEVEL ?? 'info',
  };
  if (faults.length > 0) throw new Error(`The settings are not complete:\n  ${faults.join('\n  ')}`);
  return config;
}
