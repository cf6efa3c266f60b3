import { createPassportSigner, type PassportSigner, serviceViewer } from '@union-graph/identity';
import { openLog, type SettingsError, type Tracing } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import { type AddressGuard, createAddressGuard } from './calls/addressGuard.ts';
import { createSubgraphClients } from './calls/subgraphClients.ts';
import type { GatewayConfig } from './config.ts';
import { type Core, createCore, isLogged } from './core.ts';
import { createApolloExecutorBuilder } from './execution/apolloExecutor.ts';
import { createExecutorBuilder } from './execution/executor.ts';
import { createSchemaThread, type SchemaThread } from './generations/aside/schemaThread.ts';
import { createFetchRegisteredSdl } from './generations/fetchRegisteredSdl.ts';
import { createFetchSdl } from './generations/fetchSdl.ts';
import { followSources, type GraphFollower } from './generations/followSources.ts';
import { createGraph, type Graph } from './generations/graph.ts';
import { createLastGeneration } from './generations/lastGeneration.ts';
import { watchRegistry } from './generations/watchRegistry.ts';
import { startGovernance, withGovernance } from './governance/start.ts';
import { watchEndedUnions } from './identity/endedUnions.ts';
import { openHttp } from './openHttp.ts';
import { openPartners } from './openPartners.ts';
import { prepareForPartners } from './partners/partnerViews.ts';
import { compose } from './supergraph/compose.ts';
import type { Worker } from './workers/worker.ts';

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Where `/ready` and `/metrics` are, when they have a port of their own. */
  readonly operationsUrl?: string | null;
  /** Resolves when the gateway must not run on its database: its role has too many rights. */
  readonly unfit?: Promise<SettingsError>;
  /** Finishes the requests in flight, then stops. */
  stop(): Promise<void>;
  /** Gives up the connections of clients without a lost request, because another process takes new ones; then it can be stopped. */
  retire(): Promise<void>;
}

/**
 * Starts a gateway. It takes connections at once; until a supergraph is loaded, `/ready` and `/graphql` answer 503. A worker that takes
 * another one's place takes connections when its supergraph is loaded.
 */
export async function startGateway(
  given: GatewayConfig,
  log: Logger = openLog('gateway', given.logLevel),
  tracing: Tracing | null = null,
  worker: Worker | null = null,
): Promise<RunningGateway> {
  const config = await withGovernance(given);
  const core = createCore(config, { log, tracing, worker });
  const { passport, authorization } = await openPassport(config);
  const guard = config.graph.kind === 'subgraphs' ? createAddressGuard(config.graph.networks ?? []) : null;
  const clients = openSubgraphClients(core, passport, guard);
  const graph = openGraph(core, clients);
  const partners = openPartners(core, graph, authorization);
  const { promise: unfit, resolve: onUnfit } = newPromise<SettingsError>();
  let follower: GraphFollower | null = null;
  const thread = createSchemaThread();
  const registry = {
    houseSchemas: () => follower?.houseSchemas() ?? null,
    supergraphSdl: () => graph.current()?.supergraph.sdl ?? null,
    thread,
    fetchSdl: createFetchRegisteredSdl(authorization, guard ?? createAddressGuard([])),
  };
  const stopGovernance = startGovernance({ ...core, graph, registry, onUnfit });
  const endedUnions = openEndedUnions(core, authorization);
  const http = await openHttp(core, { graph, clients, partners, endedUnions, follower: () => follower });
  if (!worker?.isReplacement) await http.listen();
  const registered = openRegistered(core, graph, thread);
  follower = await followSources({
    source: config.graph,
    graph,
    fetchSdl: createFetchSdl(authorization, config.calls),
    onLoaded: http.onLoaded,
    log,
    metrics: core.metrics.generations,
    ...registered,
  });
  if (worker?.isReplacement) await http.listen();
  const stop = async (): Promise<void> => {
    follower?.stop();
    endedUnions.stop();
    await registered.registry?.stop();
    await thread.stop();
    await http.stop();
    await partners?.accessLog.stop();
    await stopGovernance();
    await partners?.stop();
    await tracing?.stop();
  };
  return { ...http.addresses(), unfit, stop, retire: http.retire };
}

/** The signer of passports, and the header of the gateway's own calls; without sign-in there is no signer. */
async function openPassport({ signIn }: GatewayConfig) {
  const passport = signIn && (await createPassportSigner('gateway', signIn.serviceKey));
  const authorization = async (audience: string) => `Passport ${await passport?.(serviceViewer('gateway'), audience)}`;
  return { passport, authorization };
}

/** Follows which unions have ended, where the graph has the service that they are in. */
const openEndedUnions = ({ config, log }: Core, authorization: (audience: string) => Promise<string>) =>
  watchEndedUnions({
    owner:
      config.graph.kind === 'subgraphs' && config.signIn
        ? config.graph.subgraphs.find(({ name }) => name === 'organisation')
        : undefined,
    authorization,
    maxBytes: config.calls.maxBytes,
    log,
  });

/** Follows the registered subgraphs, for a gateway with a governance database, and keeps the last generation. */
function openRegistered({ config, log }: Core, graph: Graph, thread: SchemaThread) {
  const { governance, signIn } = config;
  const file = config.graph.kind === 'subgraphs' ? config.graph.lastGenerationFile : null;
  const registry = governance && signIn && config.graph.kind === 'subgraphs' ? watchRegistry(governance.databaseUrl, log) : null;
  return {
    registry,
    lastGeneration: file && signIn ? createLastGeneration(file, signIn.serviceKey) : null,
    // Until the first supergraph is loaded no request waits. A gateway without a registry composes when its operator changes something.
    compose: async (subgraphs: Parameters<typeof compose>[0]) =>
      registry && graph.current() ? thread.compose(subgraphs) : compose(subgraphs),
  };
}

const CHECK_MS = 60_000;

const openSubgraphClients = ({ config, metrics }: Core, passport: PassportSigner | null, guard: AddressGuard | null) =>
  createSubgraphClients({
    guard,
    // A check of a schema composes the whole graph.
    leastTimeouts: { governance: CHECK_MS },
    subgraphs: config.graph.kind === 'subgraphs' ? config.graph.subgraphs : [],
    settings: config.calls,
    passport,
    metrics: metrics.calls,
  });

function openGraph(core: Core, { clientFor }: ReturnType<typeof openSubgraphClients>): Graph {
  const { config, eventLoopYield, planning, metrics, log } = core;
  const buildExecutor = config.engine === 'apollo' ? createApolloExecutorBuilder : createExecutorBuilder;
  const options = { eventLoopYield, planning, metrics: metrics.plans, log };
  return createGraph(
    buildExecutor({ ...options, clientFor, foreign: config.graph.kind === 'file', isLogged: isLogged(config) }),
    config.governance && config.signIn ? prepareForPartners(eventLoopYield) : undefined,
  );
}

/** A promise and the function that resolves it. */
function newPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
