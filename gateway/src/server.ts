import { createPassportSigner, serviceViewer } from '@union-graph/identity';
import { openLog, type SettingsError, type Tracing } from '@union-graph/subgraph';
import type { Logger } from 'pino';
import { createAccessLog } from './accounts/accessLog.ts';
import { logKeysOf } from './accounts/logKeys.ts';
import { startQuotaSweep } from './accounts/quotaSweep.ts';
import { watchAgreementState } from './agreements/agreementState.ts';
import { createSubgraphSources } from './calls/subgraphSources.ts';
import type { GatewayConfig } from './config.ts';
import { createApolloExecutorBuilder } from './execution/apolloExecutor.ts';
import { createExecutorBuilder } from './execution/executor.ts';
import { createFetchSdl } from './generations/fetchSdl.ts';
import { type Following, followSources } from './generations/followSources.ts';
import { createGraph } from './generations/graph.ts';
import { startGovernance, withGovernance } from './governance/start.ts';
import { allowOrigins } from './http/cors.ts';
import { createApp } from './http/createApp.ts';
import { createDrain } from './http/drain.ts';
import { createEntry } from './http/entry.ts';
import { serveGraphql } from './http/graphqlRoute.ts';
import { serveConsole } from './http/serveConsole.ts';
import { serveLogKeys } from './http/serveLogKeys.ts';
import { openStatus } from './http/statusRoutes.ts';
import { createAuthenticate } from './identity/authenticate.ts';
import { createIssuerKeys } from './identity/issuer.ts';
import { makeMetrics } from './metrics.ts';
import { createStopCheck } from './partners/checkStops.ts';
import { createPartnerAdmission } from './partners/partnerAdmission.ts';
import { createPartnerGuard } from './partners/partnerGuard.ts';
import { prepareForPartners } from './partners/partnerViews.ts';
import { createEventLoopYield } from './request/eventLoopYield.ts';
import { createPlanningQueue, OPEN_PLANNING, PLANNING_LIMITS } from './request/planningQueue.ts';

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Where `/ready` and `/metrics` are, when they have a port of their own. */
  readonly operationsUrl?: string | null;
  /** Resolves when the database turns out to be such that the gateway must not run on it. */
  readonly unfit?: Promise<SettingsError>;
  /** Lets requests under way finish, then stops. */
  stop(): Promise<void>;
}

/** Starts a gateway. It listens at once; until a supergraph is loaded, `/ready` and `/graphql` answer 503. */
export async function startGateway(
  given: GatewayConfig,
  log: Logger = openLog('gateway', given.logLevel),
  tracing: Tracing | null = null,
): Promise<RunningGateway> {
  const config = await withGovernance(given);
  const metrics = makeMetrics();
  const eventLoopYield = createEventLoopYield();
  const planning = createPlanningQueue(config.signIn ? PLANNING_LIMITS : OPEN_PLANNING);
  const passport = config.signIn && (await createPassportSigner('gateway', config.signIn.serviceKey));
  const sources = createSubgraphSources({
    subgraphs: config.graph.kind === 'subgraphs' ? config.graph.subgraphs : [],
    settings: config.calls,
    passport,
    metrics: metrics.calls,
  });
  const isLogged = config.governance !== null && config.signIn !== null && config.governance.keepsLog !== false;
  const buildExecutor = config.engine === 'apollo' ? createApolloExecutorBuilder : createExecutorBuilder;
  const graph = createGraph(
    buildExecutor({
      sourceOf: sources.sourceOf,
      foreign: config.graph.kind === 'file',
      isLogged,
      eventLoopYield,
      planning,
      metrics: metrics.plans,
      log,
    }),
    config.governance && config.signIn ? prepareForPartners(eventLoopYield) : undefined,
  );
  const authenticate = config.signIn && createAuthenticate({ ...config.signIn, keys: createIssuerKeys(config.signIn.issuer) });
  const agreementState = config.governance && config.signIn ? watchAgreementState(config.governance.databaseUrl, log) : null;
  const stopSweep = agreementState && startQuotaSweep(agreementState.pool, log);
  let onUnfit: (error: SettingsError) => void = () => undefined;
  const unfit = new Promise<SettingsError>((resolve) => {
    onUnfit = resolve;
  });
  const stopGovernance = startGovernance({ config, graph, planning, eventLoopYield, log, onUnfit });
  const enter = createEntry({
    authenticate,
    partners: agreementState && createPartnerAdmission(agreementState, log),
    testClock: config.testClock,
    timeoutMs: config.requestTimeoutMs,
    isLogged,
    tracing,
    log,
  });
  const accessLog =
    config.governance && config.signIn
      ? createAccessLog({
          ...config.governance,
          serviceKey: config.signIn.serviceKey,
          log,
          metrics: metrics.accounts,
        })
      : null;
  const partnerGuard =
    agreementState && accessLog && createPartnerGuard({ graph, source: agreementState, writer: accessLog.writer });
  const checkStops = agreementState && createStopCheck(agreementState);
  const app = await createApp(config, log, metrics.http);
  const drain = createDrain(app.server);
  allowOrigins(app, config.origins);
  const graphql = serveGraphql(app, {
    config,
    graph,
    enter,
    partnerGuard,
    checkStops,
    accessLog: isLogged ? accessLog : null,
    eventLoopYield,
    planning,
    log,
    metrics: metrics.http,
  });
  let following: Following | null = null;
  const status = await openStatus(app, config, {
    graph,
    subgraphs: () => following?.status() ?? [],
    calls: sources.states,
    registry: metrics.registry,
  });
  if (config.governance && config.signIn) serveLogKeys(app, logKeysOf(config.signIn.serviceKey, config.governance.logKeys));
  serveConsole(app, config);
  await app.listen({ host: config.host, port: config.port });

  const fetchSdl = createFetchSdl(
    async (audience) => `Passport ${await passport?.(serviceViewer('gateway'), audience)}`,
    config.calls.timeoutMs,
  );
  following = await followSources({
    source: config.graph,
    graph,
    fetchSdl,
    onLoaded: graphql.start,
    log,
    metrics: metrics.generations,
  });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const stop = async () => {
    following?.stop();
    await drain(async () => app.close());
    await status.stop();
    await graphql.stop();
    await accessLog?.stop();
    await stopGovernance();
    stopSweep?.();
    await agreementState?.stop();
    await tracing?.stop();
  };
  return { port, url: `http://${config.host}:${port}`, operationsUrl: status.url, unfit, stop };
}
