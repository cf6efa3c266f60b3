import type { FastifyInstance } from 'fastify';
import type { createSubgraphClients } from './calls/subgraphClients.ts';
import { type Core, isLogged } from './core.ts';
import type { GraphFollower } from './generations/followSources.ts';
import type { Graph } from './generations/graph.ts';
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
import type { EndedUnions } from './identity/endedUnions.ts';
import { createIssuerKeys } from './identity/issuer.ts';
import type { PartnerParts } from './openPartners.ts';

interface ServedParts {
  readonly graph: Graph;
  readonly clients: ReturnType<typeof createSubgraphClients>;
  readonly partners: PartnerParts | null;
  readonly endedUnions: EndedUnions;
  /** Null until the sources of the supergraph are followed. */
  readonly follower: () => GraphFollower | null;
}

/** How long a client may leave a connection without a request before it is closed by a worker that retires. */
const IDLE_MS = 2_000;

/** The server with all routes. */
export async function openHttp(core: Core, { graph, clients, partners, endedUnions, follower }: ServedParts) {
  const { config, log, metrics, worker } = core;
  const app = await createApp(config, log, metrics.http);
  const drain = createDrain(app.server);
  allowOrigins(app, config.origins);
  const graphql = openGraphqlRoute(app, core, { graph, partners, endedUnions });
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
    isRegistryUnreadable: () => follower()?.isRegistryUnreadable() ?? false,
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

function openGraphqlRoute(
  app: FastifyInstance,
  core: Core,
  { graph, partners, endedUnions }: Pick<ServedParts, 'graph' | 'partners' | 'endedUnions'>,
) {
  const { config, eventLoopYield, planning, metrics, tracing, log } = core;
  const { signIn, testClock, requestTimeoutMs: timeoutMs } = config;
  const { presentViewer } = endedUnions;
  const authenticate = signIn && createAuthenticate({ ...signIn, keys: createIssuerKeys(signIn.issuer), presentViewer });
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
