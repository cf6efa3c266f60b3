import { createServer } from 'node:net';
import { openSubgraph, Refusal, SettingsError, type Subscriber } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { logKeysOf } from '../accounts/logKeys.ts';
import type { Limits } from '../checks/limits/limits.ts';
import type { GraphSource } from '../generations/followSources.ts';
import type { Graph } from '../generations/graph.ts';
import { createPreview } from '../partners/preview.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import type { PlanningQueue } from '../request/planningQueue.ts';
import { defineGovernance } from './subgraph.ts';

const NAME = 'governance';
const HOST = '127.0.0.1';

export interface GovernanceConfig {
  readonly databaseUrl: string;
  /** Where set, the database is brought up to date before it is used. */
  readonly migratorUrl: string | null;
  /** Whether the gateway stops when its database role could rewrite the access log. */
  readonly checksRole?: boolean;
  readonly subscribers: readonly Subscriber[];
  /** What the keys of cursors are derived from: the first writes, all of them read. */
  readonly cursorSecrets: readonly string[];
  /** Public keys that signed the access log before this one's. */
  readonly logKeys: readonly JWK[];
  /** Whether an access log is kept: always, but where it is measured what one costs. No setting of the environment leads here. */
  readonly keepsLog?: boolean;
}

/** What governance takes of the gateway that it runs in. */
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

/** The configuration with the gateway's own subgraph among the others, at a loopback port; as it was where there is none. */
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
  /** Told when the settings of governance are such that the gateway must not run. */
  readonly onUnfit: (error: SettingsError) => void;
}

/**
 * Starts the gateway's own subgraph in this process. It answers once its database does; until then it is a subgraph that is
 * away, and the rest of the graph goes on. Gives how to stop it.
 */
export function startGovernance({
  config,
  graph,
  planning,
  eventLoopYield,
  log,
  onUnfit,
}: StartGovernanceOptions): () => Promise<void> {
  const { governance, signIn } = config;
  const address = config.graph.kind === 'subgraphs' ? config.graph.subgraphs.find(({ name }) => name === NAME) : undefined;
  if (!governance || !signIn || !address) return async () => {};
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
  const definition = defineGovernance(catalogue, logKeysOf(signIn.serviceKey, governance.logKeys), preview);
  const running = openSubgraph(definition, {
    host: HOST,
    port: Number(new URL(address.url).port),
    databaseUrl: governance.databaseUrl,
    migratorUrl: governance.migratorUrl,
    checksRole: governance.checksRole ?? false,
    passportKeys: { keys: [publicHalf(signIn.serviceKey)] },
    serviceKey: signIn.serviceKey,
    subscribers: governance.subscribers,
    cursorSecrets: governance.cursorSecrets,
    allowTestClock: config.testClock,
    logLevel: config.logLevel,
  }).catch((error: unknown) => {
    if (error instanceof SettingsError) onUnfit(error);
    log.error({ err: error }, 'governance cannot start: nothing is known of agreements, and no partner is let in');
    return null;
  });
  return async () => (await running)?.stop();
}

/** It is asked by this gateway alone. */
function publicHalf({ d: _, ...key }: JWK) {
  return { ...key, kid: 'gateway', alg: 'EdDSA' };
}

/** A port that is free now. The subgraph takes it when its database answers; what was taken meanwhile is told in the log. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, HOST, listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}
