import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import {
  environmentFaults,
  isProduction,
  RECEIVE_MS,
  readCommon,
  readCursorSecrets,
  readDatabase,
  readKeySet,
  readServiceKey,
  readSubscribers,
  SettingsError,
} from '@union-graph/subgraph';
import type { JWK } from 'jose';
import { type AttemptLimits, DEFAULT_ATTEMPT_LIMITS, readAttemptLimits } from './accounts/attempts.ts';
import { type CallSettings, readCallSettings } from './calls/callSettings.ts';
import { DEFAULT_LIMITS, type Limits } from './checks/limits/limits.ts';
import type { GraphSource } from './generations/followSources.ts';
import type { GovernanceConfig } from './governance/start.ts';
import type { SubgraphAddress } from './supergraph/compose.ts';

/** The issuer and audience of accepted tokens, and the key that signs passports. */
export interface SignInConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly serviceKey: JWK;
}

export interface GatewayConfig {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logLevel: string;
  /** How many processes serve the graph on the port. */
  readonly workers: number;
  readonly graph: GraphSource;
  /** Null for an open gateway: no sign-in, no access rules, no passports. */
  readonly signIn: SignInConfig | null;
  /** The gateway's own subgraph and its database; null without a database, and then no partner is admitted. */
  readonly governance: GovernanceConfig | null;
  readonly introspection: 'everyone' | 'developers';
  /** The origins whose pages may send requests from a browser (CORS). */
  readonly origins: readonly string[];
  readonly testClock: boolean;
  /** The maximum time of a request. */
  readonly requestTimeoutMs: number;
  /** The time limit for receiving a request. */
  readonly receiveTimeoutMs: number;
  /** The separate address of `/ready` and `/metrics`; null when they are served with the graph. */
  readonly operations: { readonly host: string; readonly port: number } | null;
  readonly calls: CallSettings;
  /** The engine that plans and executes operations: our own, or `@apollo/gateway`. */
  readonly engine: 'own' | 'apollo';
  readonly limits: Limits;
  /** The maximum number of attempts of a partner's client in a minute. */
  readonly attempts: AttemptLimits;
  /** The maximum estimated cost of one operation (`src/checks/cost/`); infinite for no limit. */
  readonly maxCost: number;
}

/** Some thirty times the cost of the most expensive example operation in the console. */
const DEFAULT_MAX_COST = 10_000;

/** Lists all faults of the configuration. */
export class ConfigError extends SettingsError {
  override name = 'ConfigError';
  constructor(faults: readonly string[]) {
    super('The gateway', faults);
  }
}

const DEFAULT_SUPERGRAPH = path.resolve(import.meta.dirname, '../supergraph.graphql');

/** Reads the environment (the table of gateway/README.md). Throws {@link ConfigError} with all faults. */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const faults: string[] = [];
  const { allowTestClock: testClock, logLevel } = readCommon(env, faults);
  const config: GatewayConfig = {
    host: env.HOST ?? '127.0.0.1',
    port: readNumber(env, 'PORT', 4000, faults),
    logLevel,
    workers: readWorkers(env.WORKERS, faults),
    graph: {
      kind: 'subgraphs',
      subgraphs: readSubgraphs(env.SUBGRAPHS, faults),
      pollMs: readNumber(env, 'SUBGRAPH_POLL_MS', 5_000, faults),
      file: env.SUPERGRAPH_FILE ?? DEFAULT_SUPERGRAPH,
      lastGenerationFile: env.LAST_GENERATION_FILE || null,
      networks: readNetworks(env.SUBGRAPH_NETWORKS, faults),
    },
    signIn: {
      issuer: readIssuer(env, faults),
      audience: required(env, 'OIDC_AUDIENCE', faults),
      serviceKey: readServiceKey(env, faults),
    },
    governance: readGovernance(env, faults),
    introspection: readIntrospection(env.INTROSPECTION, faults),
    origins: readOrigins(env, faults),
    testClock,
    requestTimeoutMs: readNumber(env, 'REQUEST_TIMEOUT_MS', 30_000, faults, 1),
    receiveTimeoutMs: readNumber(env, 'RECEIVE_TIMEOUT_MS', RECEIVE_MS, faults, 1),
    operations: readOperations(env, faults),
    calls: readCallSettings(env, faults),
    engine: readEngine(env.ENGINE, faults),
    limits: DEFAULT_LIMITS,
    attempts: readAttemptLimits(env, faults),
    maxCost: readNumber(env, 'MAX_COST', DEFAULT_MAX_COST, faults, 1),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** The configuration of an open gateway, which serves one supergraph file without access rules: for trials and for test suites. */
export const openConfig = (env: NodeJS.ProcessEnv, options: { file: string; port: number }): GatewayConfig => ({
  host: env.HOST ?? '127.0.0.1',
  port: options.port,
  logLevel: env.LOG_LEVEL ?? 'info',
  workers: readWorkers(env.WORKERS, []),
  graph: { kind: 'file', file: path.resolve(options.file), pollMs: 1_000 },
  signIn: null,
  governance: null,
  introspection: 'everyone',
  origins: [],
  testClock: false,
  requestTimeoutMs: readNumber(env, 'REQUEST_TIMEOUT_MS', 30_000, []),
  receiveTimeoutMs: readNumber(env, 'RECEIVE_TIMEOUT_MS', RECEIVE_MS, []),
  operations: readOperations(env, []),
  calls: readCallSettings(env, []),
  engine: readEngine(env.ENGINE, []),
  attempts: DEFAULT_ATTEMPT_LIMITS,
  // The row limit assumes the page sizes of our own graph.
  limits: { ...DEFAULT_LIMITS, rows: Number.POSITIVE_INFINITY },
  maxCost: readNumber(env, 'MAX_COST', Number.POSITIVE_INFINITY, []),
});

/** More processes than any machine has processors are a mistake. */
const MOST_WORKERS = 256;

function readWorkers(value: string | undefined, faults: string[]): number {
  if (!value) return 1;
  if (value === 'auto') return availableParallelism();
  const workers = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (workers < 1 || workers > MOST_WORKERS)
    faults.push(`WORKERS is "auto" or a whole number from 1 to ${MOST_WORKERS}: "${value}".`);
  return workers;
}

/**
 * The gateway's own database. It is required in production: without it no access record is written (GOV-INV-6), no emergency stop is
 * enforced, and no agreement is known.
 */
function readGovernance(env: NodeJS.ProcessEnv, faults: string[]): GovernanceConfig | null {
  if (!env.DATABASE_URL && !isProduction(env)) return null;
  if (!env.DATABASE_URL)
    faults.push(
      'DATABASE_URL is missing: without the governance database no access record would be written, no emergency stop would be enforced and no agreement would be known.',
    );
  // Read without a database, too, so that one start tells everything that is missing.
  const settings = {
    subscribers: readSubscribers(env, faults),
    cursorSecrets: readCursorSecrets(env, faults),
    logKeys: readKeySet(env, 'ACCESS_LOG_KEYS', faults).keys,
    witnessFolder: readWitnessFolder(env, faults),
  };
  return env.DATABASE_URL ? { ...readDatabase(env, faults), ...settings } : null;
}

/** Required in production: whoever can write all databases could otherwise cut the ends off the access log and the audits unseen. */
function readWitnessFolder(env: NodeJS.ProcessEnv, faults: string[]): string | null {
  const folder = env.WITNESS_FOLDER?.trim();
  if (folder) {
    if (path.isAbsolute(folder)) return path.resolve(folder);
    // Elsewhere, the next start from another working directory would find no lines, and miss none.
    faults.push(`WITNESS_FOLDER is not an absolute path: "${folder}".`);
  } else if (isProduction(env))
    faults.push(
      'WITNESS_FOLDER is missing: somebody who can write all databases could cut the ends off the access log and the audits unseen. Name a folder outside of the databases, best one that can only be added to.',
    );
  return null;
}

function readSubgraphs(value: string | undefined, faults: string[]): SubgraphAddress[] {
  if (!value) {
    faults.push('SUBGRAPHS is missing: name=url,name=url, each url ending in /graphql.');
    return [];
  }
  const seen = new Set<string>();
  return value.split(',').flatMap((entry) => {
    const [, name, url] = /^\s*([a-z][a-z0-9-]*)=(\S+)\s*$/.exec(entry) ?? [];
    if (!name || !url || !URL.canParse(url)) faults.push(`SUBGRAPHS has an entry that is not name=url: "${entry.trim()}".`);
    else if (seen.has(name)) faults.push(`SUBGRAPHS names "${name}" twice.`);
    else {
      seen.add(name);
      return [{ name, url }];
    }
    return [];
  });
}

/** Networks in which registered subgraphs may be called, as address and length of the prefix. */
function readNetworks(value: string | undefined, faults: string[]): string[] {
  const networks = (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  for (const network of networks) {
    const [address = '', bits = '', ...more] = network.split('/');
    const longest = { 4: 32, 6: 128 }[isIP(address)];
    if (more.length > 0 || longest === undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > longest)
      faults.push(`SUBGRAPH_NETWORKS has an entry that is not a network such as 10.1.0.0/16: "${network}".`);
  }
  return networks;
}

/** An origin on this machine with any port, for pages in development. */
const ANY_PORT = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\]):\*$/;

function readOrigins(env: NodeJS.ProcessEnv, faults: string[]): string[] {
  const origins = (env.CORS_ORIGINS ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  for (const origin of origins) {
    if (ANY_PORT.test(origin)) {
      if (isProduction(env))
        faults.push(`CORS_ORIGINS has an origin with any port, which is refused with NODE_ENV=production: "${origin}".`);
    } else if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      faults.push(`CORS_ORIGINS has an entry that is not an origin: "${origin}".`);
    else if (isProduction(env) && !origin.startsWith('https:'))
      faults.push(
        `CORS_ORIGINS must be https origins in production: an attacker between a browser and "${origin}" could send requests as its visitors.`,
      );
  }
  return origins;
}

function readOperations(env: NodeJS.ProcessEnv, faults: string[]): GatewayConfig['operations'] {
  if (!env.OPERATIONS_PORT) return null;
  return { host: env.OPERATIONS_HOST || env.HOST || '127.0.0.1', port: readNumber(env, 'OPERATIONS_PORT', 0, faults) };
}

function readEngine(value: string | undefined, faults: string[]): GatewayConfig['engine'] {
  if (value === 'apollo') return value;
  if (value) faults.push(`ENGINE is "${value}": it may be "apollo", or unset for the gateway's own execution.`);
  return 'own';
}

/** In production the issuer must be an https URL or on this machine, because its keys verify tokens. */
function readIssuer(env: NodeJS.ProcessEnv, faults: string[]): string {
  const value = required(env, 'OIDC_ISSUER', faults);
  if (value && !URL.canParse(value)) faults.push(`OIDC_ISSUER is not a URL: "${value}".`);
  else if (value && isProduction(env) && !isPrivate(new URL(value)))
    faults.push(
      `OIDC_ISSUER must be an https URL in production: an attacker between the gateway and "${value}" could sign in as anybody.`,
    );
  return value;
}

const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

function readIntrospection(value: string | undefined, faults: string[]): 'everyone' | 'developers' {
  if (value && value !== 'on' && value !== 'off') faults.push(`INTROSPECTION is neither "on" nor "off": "${value}".`);
  return value === 'on' ? 'everyone' : 'developers';
}

/** The reasons why this environment refuses `--open`, which has no sign-in, no access rules and no access log. */
export function openFaults(env: NodeJS.ProcessEnv): string[] {
  if (isProduction(env)) return ['--open is refused with NODE_ENV=production: it has no sign-in and no access rules.'];
  const faults = environmentFaults(env);
  readWorkers(env.WORKERS, faults);
  return faults;
}

function required(env: NodeJS.ProcessEnv, name: string, faults: string[]): string {
  const value = env[name]?.trim() ?? '';
  if (value === '') faults.push(`${name} is missing.`);
  return value;
}

function readNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number, faults: string[], least = 0): number {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (!/^\d{1,12}$/.test(value)) faults.push(`${name} is not a whole number: "${value}".`);
  else if (Number(value) < least) faults.push(`${name} must not be ${value}.`);
  return Number(value);
}
