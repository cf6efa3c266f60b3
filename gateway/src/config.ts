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
import { type CallSettings, readCallSettings } from './calls/callSettings.ts';
import { DEFAULT_LIMITS, type Limits } from './checks/limits/limits.ts';
import type { GraphSource } from './generations/followSources.ts';
import type { GovernanceConfig } from './governance/start.ts';
import type { SubgraphAddress } from './supergraph/compose.ts';

/** Whose tokens are taken, and the key that passports are signed with. */
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
  readonly graph: GraphSource;
  /** Null when the gateway runs open: nobody signs in, no access rule holds, no passport is sent. */
  readonly signIn: SignInConfig | null;
  /** The gateway's own subgraph and its database; null when it has none, and then no partner is let in. */
  readonly governance: GovernanceConfig | null;
  readonly introspection: 'everyone' | 'developers';
  /** Whose pages may ask the graph from a browser, besides our own. */
  readonly origins: readonly string[];
  readonly testClock: boolean;
  /** How long a request may take at most. */
  readonly requestTimeoutMs: number;
  /** Within how long a request must have arrived whole. */
  readonly receiveTimeoutMs: number;
  /** Where `/ready` and `/metrics` are served alone; null when they are served with the graph. */
  readonly operations: { readonly host: string; readonly port: number } | null;
  readonly calls: CallSettings;
  /** What runs operations: our own execution, or `@apollo/gateway`. */
  readonly engine: 'own' | 'apollo';
  readonly limits: Limits;
  /** The most that one operation may cost by estimate (`src/checks/cost/`); infinite where everything is let through. */
  readonly maxCost: number;
}

/** Some thirty times the dearest example operation of the console. */
const DEFAULT_MAX_COST = 10_000;

/** Every fault of the configuration at once. */
export class ConfigError extends SettingsError {
  override name = 'ConfigError';
  constructor(faults: readonly string[]) {
    super('The gateway', faults);
  }
}

const DEFAULT_SUPERGRAPH = path.resolve(import.meta.dirname, '../supergraph.graphql');

/** Reads the environment (the table of gateway/README.md). Throws {@link ConfigError} with all that is wrong or missing. */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const faults: string[] = [];
  const { allowTestClock: testClock, logLevel } = readCommon(env, faults);
  const config: GatewayConfig = {
    host: env.HOST ?? '127.0.0.1',
    port: readNumber(env, 'PORT', 4000, faults),
    logLevel,
    graph: {
      kind: 'subgraphs',
      subgraphs: readSubgraphs(env.SUBGRAPHS, faults),
      pollMs: readNumber(env, 'SUBGRAPH_POLL_MS', 5_000, faults),
      file: env.SUPERGRAPH_FILE ?? DEFAULT_SUPERGRAPH,
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
    maxCost: readNumber(env, 'MAX_COST', DEFAULT_MAX_COST, faults, 1),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** The configuration of a gateway that serves a given supergraph to everybody, for trying out and for test suites. */
export const openConfig = (env: NodeJS.ProcessEnv, options: { file: string; port: number }): GatewayConfig => ({
  host: env.HOST ?? '127.0.0.1',
  port: options.port,
  logLevel: env.LOG_LEVEL ?? 'info',
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
  // Another graph's lists need not have our pages.
  limits: { ...DEFAULT_LIMITS, rows: Number.POSITIVE_INFINITY },
  maxCost: readNumber(env, 'MAX_COST', Number.POSITIVE_INFINITY, []),
});

/**
 * The gateway's own database. In production it must be there: without it no access record is written (GOV-INV-6), no emergency stop
 * holds, and no agreement is known.
 */
function readGovernance(env: NodeJS.ProcessEnv, faults: string[]): GovernanceConfig | null {
  if (!env.DATABASE_URL) {
    if (isProduction(env))
      faults.push(
        'DATABASE_URL is missing: without the governance database no access record would be written, no emergency stop would hold and no agreement would be known.',
      );
    return null;
  }
  return {
    ...readDatabase(env, faults),
    subscribers: readSubscribers(env, faults),
    cursorSecrets: readCursorSecrets(env, faults),
    logKeys: readKeySet(env, 'ACCESS_LOG_KEYS', faults).keys,
  };
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

/** Any port of this machine, where a developer's page may be at. */
const ANY_PORT = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\]):\*$/;

function readOrigins(env: NodeJS.ProcessEnv, faults: string[]): string[] {
  const origins = (env.CORS_ORIGINS ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  for (const origin of origins) {
    if (ANY_PORT.test(origin)) {
      if (isProduction(env))
        faults.push(`CORS_ORIGINS leaves a port open, which is refused with NODE_ENV=production: "${origin}".`);
    } else if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      faults.push(`CORS_ORIGINS has an entry that is no origin: "${origin}".`);
    else if (isProduction(env) && !origin.startsWith('https:'))
      faults.push(
        `CORS_ORIGINS must be https origins in production: whoever sits on the way to "${origin}" could ask in the name of its visitors.`,
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

/** In production the keys that tokens are checked with come over TLS, or from this machine. */
function readIssuer(env: NodeJS.ProcessEnv, faults: string[]): string {
  const value = required(env, 'OIDC_ISSUER', faults);
  if (value && !URL.canParse(value)) faults.push(`OIDC_ISSUER is not a URL: "${value}".`);
  else if (value && isProduction(env) && !isPrivate(new URL(value)))
    faults.push(
      `OIDC_ISSUER must be an https URL in production: whoever sits on the way to "${value}" could sign in as anybody.`,
    );
  return value;
}

const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

function readIntrospection(value: string | undefined, faults: string[]): 'everyone' | 'developers' {
  if (value && value !== 'on' && value !== 'off') faults.push(`INTROSPECTION is neither "on" nor "off": "${value}".`);
  return value === 'on' ? 'everyone' : 'developers';
}

/** Why a graph may not be served to everybody here (`--open`): nobody signs in, no access rule holds, nothing is recorded. */
export const openFaults = (env: NodeJS.ProcessEnv): string[] =>
  isProduction(env)
    ? ['--open is refused with NODE_ENV=production: nobody would sign in, and no access rule would hold.']
    : environmentFaults(env);

function required(env: NodeJS.ProcessEnv, name: string, faults: string[]): string {
  const value = env[name];
  if (!value) faults.push(`${name} is missing.`);
  return value ?? '';
}

function readNumber(env: NodeJS.ProcessEnv, name: string, otherwise: number, faults: string[], least = 0): number {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (!/^\d{1,12}$/.test(value)) faults.push(`${name} is not a whole number: "${value}".`);
  else if (Number(value) < least) faults.push(`${name} must not be ${value}.`);
  return Number(value);
}
