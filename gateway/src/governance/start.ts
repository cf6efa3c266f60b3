import { createServer } from 'node:net';
import { openSubgraph, Refusal, SettingsError } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import { logKeysOf } from '../accounts/keys.ts';
import type { GatewayConfig, SignInConfig } from '../config.ts';
import type { Graph } from '../generations/graph.ts';
import { createPreview } from '../partners/preview.ts';
import type { PlanningQueue } from '../request/planningQueue.ts';
import type { Turns } from '../request/turns.ts';
import { defineGovernance } from './subgraph.ts';

const NAME = 'governance';
const HOST = '127.0.0.1';

/** The configuration with the gateway's own subgraph among the others, at a loopback port; as it was where there is none. */
export async function withGovernance(config: GatewayConfig): Promise<GatewayConfig> {
  if (!config.governance || config.graph.kind !== 'subgraphs') return config;
  const address = { name: NAME, url: `http://${HOST}:${await freePort()}/graphql` };
  return { ...config, graph: { ...config.graph, subgraphs: [...config.graph.subgraphs, address] } };
}

interface StartGovernanceOptions {
  readonly config: GatewayConfig;
  readonly graph: Graph;
  readonly planning: PlanningQueue;
  readonly turns: Turns;
  readonly log: Logger;
  /** Told when the settings of governance are such that the gateway must not run. */
  readonly onUnfit: (error: SettingsError) => void;
}

/**
 * Starts the gateway's own subgraph in this process. It answers once its database does; until then it is a subgraph that is
 * away, and the rest of the graph goes on. Gives how to stop it.
 */
export function startGovernance({ config, graph, planning, turns, log, onUnfit }: StartGovernanceOptions): () => Promise<void> {
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
    turns,
    log,
  });
  const definition = defineGovernance(catalogue, logKeysOf(config), preview);
  const running = openSubgraph(definition, {
    host: HOST,
    port: Number(new URL(address.url).port),
    databaseUrl: governance.databaseUrl,
    migratorUrl: governance.migratorUrl,
    checksRole: governance.checksRole ?? false,
    passportKeys: { keys: [publicHalf(signIn)] },
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
function publicHalf({ serviceKey: { d: _, ...key } }: SignInConfig) {
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
