import { mayBeSecret, SHORTEST_SECRET } from '@union-graph/identity';
import type { JSONWebKeySet, JWK } from 'jose';
import type { Subscriber } from './events/publish.ts';
import { RECEIVE_MS } from './http/timeouts.ts';
import { type ObjectSettings, readObjects } from './objects/settings.ts';
import {
  isProduction,
  readCommon,
  readDatabase,
  readKeySet,
  readServiceKey,
  readSubscribers,
  SettingsError,
} from './settings.ts';

/** The settings of a subgraph process, read from the environment. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** The separate address of `/ready` and `/metrics`; without it they are served on the address of the graph. */
  readonly operations?: { readonly host: string; readonly port: number } | null;
  /** The time limit for receiving a request, in milliseconds. */
  readonly receiveMs?: number;
  readonly databaseUrl: string;
  /** If set, the process migrates the database before it listens. */
  readonly migratorUrl: string | null;
  /** Whether the start is refused to a database role that could rewrite what is append-only (`database/roleFaults.ts`). */
  readonly checksRole?: boolean;
  readonly passportKeys: JSONWebKeySet;
  /** The private key that signs this subgraph's event deliveries. */
  readonly serviceKey: JWK;
  readonly subscribers: readonly Subscriber[];
  /** The secrets from which the keys of cursors are derived. The first encrypts; all of them decrypt. */
  readonly cursorSecrets: readonly string[];
  /** The object store for files; without it no files are stored. */
  readonly objects?: ObjectSettings | null;
  /** Whether the service requests snapshots from the services whose events it starts to follow (`src/known`). */
  readonly requestsSnapshots?: boolean;
  readonly allowTestClock: boolean;
  readonly logLevel: string;
}

/**
 * Reads the settings of a subgraph. Throws {@link SettingsError} with all faults. `ownFaults` checks the variables that only this subgraph has.
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  name = 'The service',
  ownFaults: (env: NodeJS.ProcessEnv) => readonly string[] = () => [],
): Config {
  const faults: string[] = [];
  const readPort = (name: string): number => {
    const port = Number(env[name] || 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push(`${name} is not a port: "${env[name]}".`);
    return port;
  };
  const receiveMs = Number(env.RECEIVE_TIMEOUT_MS || RECEIVE_MS);
  if (!Number.isInteger(receiveMs) || receiveMs < 1)
    faults.push(`RECEIVE_TIMEOUT_MS is no number of milliseconds: "${env.RECEIVE_TIMEOUT_MS}".`);
  if (!env.DATABASE_URL) faults.push('DATABASE_URL is missing.');
  const config: Config = {
    host: env.HOST || '127.0.0.1',
    port: readPort('PORT'),
    operations: env.OPERATIONS_PORT
      ? { host: env.OPERATIONS_HOST || env.HOST || '127.0.0.1', port: readPort('OPERATIONS_PORT') }
      : null,
    receiveMs,
    ...readDatabase(env, faults),
    passportKeys: readPassportKeys(env, faults),
    serviceKey: readServiceKey(env, faults),
    subscribers: readSubscribers(env, faults),
    cursorSecrets: readCursorSecrets(env, faults),
    objects: readObjects(env, faults),
    requestsSnapshots: env.SNAPSHOTS !== 'off',
    ...readCommon(env, faults),
  };
  if (env.SNAPSHOTS && !['on', 'off'].includes(env.SNAPSHOTS))
    faults.push(`SNAPSHOTS is neither "on" nor "off": "${env.SNAPSHOTS}".`);
  if (isProduction(env) && config.passportKeys.keys.some(({ x, kid }) => x === config.serviceKey.x && kid === 'gateway'))
    faults.push("SERVICE_KEY is the gateway's: with it the service could sign in as anybody. Give it a key of its own.");
  faults.push(...ownFaults(env));
  if (faults.length > 0) throw new SettingsError(name, faults);
  return config;
}

/** The keys of accepted passports. The gateway's key must be one of them, or every call would be refused. */
function readPassportKeys(env: NodeJS.ProcessEnv, faults: string[]): JSONWebKeySet {
  if (!env.PASSPORT_JWKS) {
    faults.push('PASSPORT_JWKS is missing: no caller could be told from another.');
    return { keys: [] };
  }
  const before = faults.length;
  const set = readKeySet(env, 'PASSPORT_JWKS', faults);
  if (faults.length === before && !set.keys.some(({ kid }) => kid === 'gateway'))
    faults.push('PASSPORT_JWKS holds no key of the gateway (`kid` "gateway"): nobody could ask.');
  return set;
}

/** Reads `CURSOR_SECRETS`, separated by commas. The message of a fault does not contain a secret. */
export function readCursorSecrets(env: NodeJS.ProcessEnv, faults: string[]): string[] {
  const secrets = (env.CURSOR_SECRETS ?? '').split(',').map((secret) => secret.trim());
  if (!secrets.every(mayBeSecret))
    faults.push(
      `CURSOR_SECRETS needs one random secret or more of at least ${SHORTEST_SECRET} characters, separated by commas, the same for all replicas: "openssl rand -hex 32" makes one.`,
    );
  return secrets;
}
