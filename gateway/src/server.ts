import { createPassportSigner, type PassportSigner, serviceViewer } from '@union-graph/identity';
import { openLog, type SettingsError, type Tracing } from '@union-graph/subgraph';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createAccessLog } from './accounts/accessLog.ts';
import { createAttemptWindows } from './accounts/attempts.ts';
import { logKeysOf } from './accounts/logKeys.ts';
import { createOperationUses } from './accounts/operationUses.ts';
import { startQuotaSweep } from './accounts/quotaSweep.ts';
import { watchSafelists } from './accounts/safelists.ts';
import { watchAgreementState } from './agreements/agreementState.ts';
import { type AddressGuard, createAddressGuard } from './calls/addressGuard.ts';
import { createSubgraphClients } from './calls/subgraphClients.ts';
import type { GatewayConfig } from './config.ts';
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
import { allowOrigins } from './http/cors.ts';
import { createApp } from './http/createApp.ts';
import { serveDevelopment } from './http/developmentRoutes.ts';
import { createDrain } from './http/drain.ts';
import { createEntry } from './http/entry.ts';
import { forwardObjects } from './http/forwardObjects.ts';
import { serveGraphql } from './http/graphqlRoute.ts';
import { serveConsole } from './http/serveConsole.ts';
import { serveLogKeys } from './http/serveLogKeys.ts';
import { openStatus } from './http/statusRoutes.ts';
import { createAuthenticate } from './identity/authenticate.ts';
import { createDeveloperTokens } from './identity/developerToken.ts';
import { createIssuerKeys } from './identity/issuer.ts';
import { makeGatewayMetrics } from './metrics.ts';
import { createStopCheck } from './partners/checkStops.ts';
import { createDeveloperAdmission } from './partners/developers.ts';
import { createPartnerAdmission } from './partners/partnerAdmission.ts';
import { createPartnerGuard } from './partners/partnerGuard.ts';
import { prepareForPartners } from './partners/partnerViews.ts';
import { createSeenClients } from './partners/seenClients.ts';
import { createEventLoopYield, type EventLoopYield } from './request/eventLoopYield.ts';
import { createPlanningQueue, OPEN_PLANNING, PLANNING_LIMITS, type PlanningQueue } from './request/planningQueue.ts';
import { compose } from './supergraph/compose.ts';
import { openWitness } from './witness/witness.ts';
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

/** What all parts of a running gateway share. */
interface Core {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly tracing: Tracing | null;
  readonly metrics: ReturnType<typeof makeGatewayMetrics>;
  readonly eventLoopYield: EventLoopYield;
  readonly planning: PlanningQueue;
  /** Null for a process that serves the graph alone. */
  readonly worker: Worker | null;
}

function createCore(config: GatewayConfig, { log, tracing, worker }: Pick<Core, 'log' | 'tracing' | 'worker'>): Core {
  const planning = createPlanningQueue(config.signIn ? PLANNING_LIMITS : OPEN_PLANNING);
  return { config, log, tracing, worker, metrics: makeGatewayMetrics(), eventLoopYield: createEventLoopYield(), planning };
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
  const http = await openHttp(core, { graph, clients, partners, follower: () => follower });
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

interface ServedParts {
  readonly graph: Graph;
  readonly clients: ReturnType<typeof openSubgraphClients>;
  readonly partners: ReturnType<typeof openPartners>;
  /** Null until the sources of the supergraph are followed. */
  readonly follower: () => GraphFollower | null;
}

/** How long a client may leave a connection without a request before it is closed by a worker that retires. */
const IDLE_MS = 2_000;

/** The server with all routes. */
async function openHttp(core: Core, { graph, clients, partners, follower }: ServedParts) {
  const { config, log, metrics, worker } = core;
  const app = await createApp(config, log, metrics.http);
  const drain = createDrain(app.server);
  allowOrigins(app, config.origins);
  const graphql = openGraphqlRoute(app, core, graph, partners);
  if (partners)
    serveDevelopment(app, {
      ...core,
      ...partners,
      graph,
      clientFor: clients.clientFor,
      admit: partners.admitDeveloper,
      accessLog: isLogged(config) ? partners.accessLog : null,
      servedSchemas: () => follower()?.servedSchemas() ?? null,
    });
  const status = await openStatus(app, config, {
    graph,
    subgraphs: () => follower()?.status() ?? [],
    isFromDisk: () => config.graph.kind === 'subgraphs' && (follower()?.houseSchemas() ?? null) === null,
    calls: clients.states,
    registry: worker?.addedUp(metrics.registry) ?? metrics.registry,
  });
  if (partners) serveLogKeys(app, partners.logKeys);
  if (config.graph.kind === 'subgraphs') forwardObjects(app, config.graph.subgraphs, config.requestTimeoutMs);
  serveConsole(app, config);
  return {
    listen: async () => {
      await status.listen();
      if (!worker) return void (await app.listen({ host: config.host, port: config.port }));
      await app.ready();
      worker.takeConnections(app.server);
    },
    addresses: () => {
      const port = portOf(app) ?? config.port;
      return { port, url: `http://${config.host}:${port}`, operationsUrl: status.url() };
    },
    /** Starts to answer operations, when a supergraph is loaded. */
    onLoaded: graphql.start,
    retire: () => drain.retire(IDLE_MS),
    stop: async () => {
      await drain.close(async () => app.close());
      await status.stop();
      await graphql.stop();
    },
  };
}

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

/** Whether an access log is kept. */
const isLogged = ({ governance, signIn }: GatewayConfig): boolean =>
  governance !== null && signIn !== null && governance.keepsLog !== false;

function openGraph(core: Core, { clientFor }: ReturnType<typeof openSubgraphClients>): Graph {
  const { config, eventLoopYield, planning, metrics, log } = core;
  const buildExecutor = config.engine === 'apollo' ? createApolloExecutorBuilder : createExecutorBuilder;
  const options = { eventLoopYield, planning, metrics: metrics.plans, log };
  return createGraph(
    buildExecutor({ ...options, clientFor, foreign: config.graph.kind === 'file', isLogged: isLogged(config) }),
    config.governance && config.signIn ? prepareForPartners(eventLoopYield) : undefined,
  );
}

/** Agreements, emergency stops, quotas and the access log; null for a gateway without sign-in or without a database. */
function openPartners({ config, metrics, log }: Core, graph: Graph, authorization: (audience: string) => Promise<string>) {
  const { governance, signIn } = config;
  if (!governance || !signIn) return null;
  const source = watchAgreementState(governance.databaseUrl, log);
  const stopSweep = startQuotaSweep(source.pool, log);
  const operationUses = createOperationUses(source.pool, log);
  const safelists = watchSafelists(governance.databaseUrl, log);
  const { serviceKey } = signIn;
  const attempts = createAttemptWindows(config.attempts);
  const logKeys = logKeysOf(serviceKey, governance.logKeys);
  const witness = openWitness({
    subgraphs: config.graph.kind === 'subgraphs' ? config.graph.subgraphs : [],
    authorization,
    serviceKey,
    logKeys,
    maxBytes: config.calls.maxBytes,
    // All processes append to the same files, where verification reads them: each line names its process.
    folder: governance.witnessFolder ?? null,
    log,
    onBroken: (subgraph) => metrics.accounts.auditHeadsBroken.inc({ subgraph }),
  });
  const accessLog = createAccessLog({ ...governance, serviceKey, attempts, witness, log, metrics: metrics.accounts });
  return {
    accessLog,
    logKeys,
    admission: createPartnerAdmission(source, log),
    admitDeveloper: createDeveloperAdmission(source.pool, createDeveloperTokens(serviceKey), log),
    seenClients: createSeenClients(source.pool, log),
    guard: createPartnerGuard({ graph, source, writer: accessLog.writer, attempts }),
    checkStops: createStopCheck(source),
    operationUses,
    safelists,
    stop: async () => {
      stopSweep();
      await witness.stop();
      await operationUses.stop();
      await safelists.stop();
      await source.stop();
    },
  };
}

function openGraphqlRoute(app: FastifyInstance, core: Core, graph: Graph, partners: ReturnType<typeof openPartners>) {
  const { config, eventLoopYield, planning, metrics, tracing, log } = core;
  const { signIn, testClock, requestTimeoutMs: timeoutMs } = config;
  const authenticate = signIn && createAuthenticate({ ...signIn, keys: createIssuerKeys(signIn.issuer) });
  const [admission, seenClients] = [partners?.admission ?? null, partners?.seenClients ?? null];
  const identified = { authenticate, admission, seenClients, isLogged: isLogged(config) };
  return serveGraphql(app, {
    config,
    graph,
    enter: createEntry({ ...identified, testClock, timeoutMs, tracing, log }),
    partnerGuard: partners?.guard ?? null,
    checkStops: partners?.checkStops ?? null,
    operationUses: partners?.operationUses ?? null,
    safelists: partners?.safelists ?? null,
    accessLog: isLogged(config) && partners ? partners.accessLog : null,
    eventLoopYield,
    planning,
    log,
    metrics: metrics.http,
  });
}

function portOf(app: FastifyInstance): number | null {
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : null;
}

/** A promise and the function that resolves it. */
function newPromise<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
