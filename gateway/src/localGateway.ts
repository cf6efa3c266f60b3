import { pino } from 'pino';
import { DEFAULT_CALL_SETTINGS } from './calls/callSettings.ts';
import { createCallTimer } from './calls/callTimer.ts';
import { createSubgraphClient } from './calls/subgraphClient.ts';
import { DEFAULT_LIMITS } from './checks/limits/limits.ts';
import { createExecutorBuilder } from './execution/executor.ts';
import { createGraph } from './generations/graph.ts';
import { createApp } from './http/createApp.ts';
import { createDrain } from './http/drain.ts';
import { createEntry } from './http/entry.ts';
import { serveGraphql } from './http/graphqlRoute.ts';
import { makeGatewayMetrics } from './metrics.ts';
import { createEventLoopYield } from './request/eventLoopYield.ts';
import { createPlanningQueue, OPEN_PLANNING } from './request/planningQueue.ts';
import { compose, type SubgraphSdl } from './supergraph/compose.ts';

export { CompositionError, type SubgraphSdl } from './supergraph/compose.ts';

/** A gateway on a developer's machine (`union-graph dev`). */
export interface LocalGateway {
  readonly url: string;
  /**
   * Composes the subgraphs and serves them from the next request on; requests in flight end on what they began with. Throws a `CompositionError` when they
   * do not compose, and what was served before stays. False when nothing changed.
   */
  publish(subgraphs: readonly SubgraphSdl[]): Promise<boolean>;
  stop(): Promise<void>;
}

export interface LocalGatewayOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The `authorization` header of a call to a subgraph, by its name; null for none. */
  readonly authorize: (subgraph: string) => Promise<string | null>;
}

const TIMEOUT_MS = 30_000;
const MAX_COST = 10_000;

/**
 * Starts a gateway without sign-in, database, agreements and access rules: the subgraphs that it calls decide what they answer. It plans and executes
 * operations as every gateway of the graph does. Rejects when the port is taken.
 */
export async function startLocalGateway({ host, port, authorize }: LocalGatewayOptions): Promise<LocalGateway> {
  const log = pino({ level: 'silent' });
  const metrics = makeGatewayMetrics();
  const eventLoopYield = createEventLoopYield();
  const planning = createPlanningQueue(OPEN_PLANNING);
  const clientFor = createClients(metrics.calls, authorize);
  const shared = { eventLoopYield, planning, log };
  const graph = createGraph(
    createExecutorBuilder({ ...shared, clientFor, foreign: false, isLogged: false, metrics: metrics.plans }),
  );
  const config = { limits: DEFAULT_LIMITS, maxCost: MAX_COST, introspection: 'everyone', signIn: null } as const;
  const app = await createApp({ ...config, requestTimeoutMs: TIMEOUT_MS, receiveTimeoutMs: TIMEOUT_MS }, log, metrics.http);
  const drain = createDrain(app.server);
  const nobody = { authenticate: null, admission: null, seenClients: null, isLogged: false, tracing: null };
  const graphql = serveGraphql(app, {
    ...shared,
    config,
    graph,
    enter: createEntry({ ...nobody, testClock: false, timeoutMs: TIMEOUT_MS, log }),
    partnerGuard: null,
    checkStops: null,
    accessLog: null,
    operationUses: null,
    safelists: null,
    metrics: metrics.http,
  });
  await app.listen({ host, port });
  const address = app.server.address();
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}/graphql`,
    publish: async (subgraphs) => {
      const isChanged = await graph.publish(compose(subgraphs));
      await graphql.start();
      return isChanged;
    },
    stop: async () => {
      await drain.close(async () => app.close());
      await graphql.stop();
    },
  };
}

/** One client for each subgraph and URL. Requests are not shared or broken off: a developer wants each answer. */
function createClients(metrics: ReturnType<typeof makeGatewayMetrics>['calls'], authorize: LocalGatewayOptions['authorize']) {
  const settings = { ...DEFAULT_CALL_SETTINGS, timeoutMs: TIMEOUT_MS, retries: 0, breakerPercent: 0, sharing: false };
  const timer = createCallTimer();
  const clients = new Map<string, ReturnType<typeof createSubgraphClient>>();
  return (name: string, url: string) => {
    const key = `${name} ${url}`;
    const client =
      clients.get(key) ?? createSubgraphClient({ name, url, settings, metrics, timer, passport: () => authorize(name) });
    clients.set(key, client);
    return client;
  };
}
