import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { openSubgraph, Refusal, type RunningSubgraph, SettingsError, type Subscriber } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { logKeysOf } from '../accounts/logKeys.ts';
import type { Limits } from '../checks/limits/limits.ts';
import type { GraphSource } from '../generations/followSources.ts';
import type { Graph } from '../generations/graph.ts';
import { createDeveloperTokens } from '../identity/developerToken.ts';
import { createPreview } from '../partners/preview.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import type { PlanningQueue } from '../request/planningQueue.ts';
import { createReferences } from './references/references.ts';
import type { RegistryHost } from './registry/registryHost.ts';
import { defineGovernance, type GovernanceHost } from './subgraph.ts';

const NAME = 'governance';
const HOST = '127.0.0.1';

export interface GovernanceConfig {
  readonly databaseUrl: string;
  /** If set, migrations run before the start. */
  readonly migratorUrl: string | null;
  /** Whether the gateway stops when its database role could rewrite the access log. */
  readonly checksRole?: boolean;
  readonly subscribers: readonly Subscriber[];
  /** The secrets of the cursor keys: the first one encrypts, all of them decrypt. */
  readonly cursorSecrets: readonly string[];
  /** Public keys that signed the access log before this one's. */
  readonly logKeys: readonly JWK[];
  /** Where the gateway writes how far the access log and the audits have gone, outside of all databases; nowhere unless set. */
  readonly witnessFolder?: string | null;
  /** Whether an access log is kept. Only benchmarks set false; no environment variable does. */
  readonly keepsLog?: boolean;
}

/** The settings of the gateway that governance uses. */
interface HostConfig {
  readonly graph: GraphSource;
  readonly governance: GovernanceConfig | null;
  readonly signIn: { readonly serviceKey: JWK } | null;
  readonly testClock: boolean;
  readonly requestTimeoutMs: number;
  readonly limits: Limits;
  readonly maxCost: number;
  readonly logLevel: string;
}

/** Adds governance to the subgraphs, at a free loopback port. Unchanged without a governance database. */
export async function withGovernance<Config extends Pick<HostConfig, 'graph' | 'governance'>>(config: Config): Promise<Config> {
  if (!config.governance || config.graph.kind !== 'subgraphs') return config;
  const address = { name: NAME, url: `http://${HOST}:${await freePort()}/graphql` };
  return { ...config, graph: { ...config.graph, subgraphs: [...config.graph.subgraphs, address] } };
}

interface StartGovernanceOptions {
  readonly config: HostConfig;
  readonly graph: Graph;
  readonly planning: PlanningQueue;
  readonly eventLoopYield: EventLoopYield;
  readonly log: Logger;
  readonly registry: RegistryHost;
  /** Called when the gateway must not run on the governance database. */
  readonly onUnfit: (error: SettingsError) => void;
}

/**
 * Starts the gateway's own subgraph in this process. While its database does not answer, or refuses it, it is an unavailable subgraph, and the rest of the
 * graph is served. Returns a function that stops it.
 */
export function startGovernance(options: StartGovernanceOptions): () => Promise<void> {
  const { config, log, onUnfit } = options;
  const { governance, signIn } = config;
  const address = config.graph.kind === 'subgraphs' ? config.graph.subgraphs.find(({ name }) => name === NAME) : undefined;
  if (!governance || !signIn || !address) return async () => {};
  const definition = defineGovernance({
    ...hostOf(options),
    logKeys: logKeysOf(signIn.serviceKey, governance.logKeys),
    developerTokens: createDeveloperTokens(signIn.serviceKey),
  });
  const starting = new AbortController();
  const { signal } = starting;
  const open = () =>
    openSubgraph(definition, {
      host: HOST,
      port: Number(new URL(address.url).port),
      databaseUrl: governance.databaseUrl,
      migratorUrl: governance.migratorUrl,
      checksRole: governance.checksRole ?? false,
      passportKeys: { keys: [passportKey(signIn.serviceKey)] },
      serviceKey: signIn.serviceKey,
      subscribers: governance.subscribers,
      cursorSecrets: governance.cursorSecrets,
      allowTestClock: config.testClock,
      logLevel: config.logLevel,
      signal,
    });
  const running = untilFit(open, { log, signal, onUnfit });
  return async () => {
    starting.abort();
    await (await running)?.stop();
  };
}

const LONGEST_PAUSE_MS = 10_000;

/**
 * Opens governance. Where its database refuses it (it does not exist yet, lacks a table, has another password), that may be set right while the gateway serves
 * the rest of the graph: it is tried again with growing pauses. Null when it is stopped, or cannot run here at all.
 */
async function untilFit(
  open: () => Promise<RunningSubgraph>,
  { log, signal, onUnfit }: Pick<StartGovernanceOptions, 'log' | 'onUnfit'> & { readonly signal: AbortSignal },
): Promise<RunningSubgraph | null> {
  for (let pause = 500; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await open();
    } catch (error) {
      if (signal.aborted) return null;
      if (error instanceof SettingsError) onUnfit(error);
      log.error({ err: error }, 'governance cannot start: agreements are unknown, and partners are refused');
      if (!isOfDatabase(error)) return null;
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return null;
    }
  }
}

/** Whether PostgreSQL said it, which gives each of its errors a severity. */
const isOfDatabase = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  ('severity' in error || isOfDatabase((error as { driverError?: unknown }).driverError));

/** The parts of the gateway that governance uses. */
function hostOf({ config, graph, planning, eventLoopYield, registry, log }: StartGovernanceOptions): GovernanceHost {
  const catalogue = () => {
    const generation = graph.current();
    if (!generation) throw new Refusal('DEPENDENCY_UNAVAILABLE', 'The graph is not loaded yet. Try again in a moment.');
    return generation.supergraph.catalogue;
  };
  const preview = createPreview({
    graph,
    testClock: config.testClock,
    timeoutMs: config.requestTimeoutMs,
    limits: config.limits,
    maxCost: config.maxCost,
    planning,
    eventLoopYield,
    log,
  });
  const references = createReferences({ graph, testClock: config.testClock, log });
  return { catalogue, references, preview, registry };
}

/** The key that verifies this gateway's passports. No other service calls governance. */
function passportKey({ d: _, ...key }: JWK) {
  return { ...key, kid: 'gateway', alg: 'EdDSA' };
}

/** A free port. Governance listens on it when its database answers; a port that is taken by then is logged as an error. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failed) =>
    server.once('error', failed).listen({ port: 0, host: HOST, exclusive: true }, listening),
  );
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}
