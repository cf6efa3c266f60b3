import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Logger } from 'pino';
import type { AccessLog } from '../accounts/accessLog.ts';
import { createAccessPlugin } from '../checks/access/accessPlugin.ts';
import { createCostPlugin } from '../checks/cost/costPlugin.ts';
import { createIntrospectionPlugin, maySeeSchema } from '../checks/introspection/introspection.ts';
import { createLimitGuard } from '../checks/limits/limitGuard.ts';
import type { Limits } from '../checks/limits/limits.ts';
import { stringifyResult } from '../execution/printedData.ts';
import type { Graph } from '../generations/graph.ts';
import type { createPartnerGuard } from '../partners/partnerGuard.ts';
import type { RequestContext } from '../request/context.ts';
import type { PlanningQueue } from '../request/planningQueue.ts';
import { retryAfterPlugin } from '../request/rateLimited.ts';
import type { Turns } from '../request/turns.ts';
import { refuse } from './answers.ts';
import { refuseEncodedBody } from './bodyEncoding.ts';
import type { createDoor } from './door.ts';
import { createErrorFormatter } from './errors.ts';
import { createExplainPlugin } from './explainPlugin.ts';
import { createLargeBodies } from './largeBodies.ts';
import type { HttpMetrics } from './metrics.ts';
import { placesPlugin } from './placesPlugin.ts';
import { createRecordPlugin } from './recordPlugin.ts';
import { resolvePlugin } from './resolvePlugin.ts';
import { statusPlugin } from './statusPlugin.ts';
import { createTrailPlugin } from './trailPlugin.ts';

interface GraphqlSettings {
  readonly limits: Limits;
  /** The most that one operation may cost by estimate; infinite where everything is let through. */
  readonly maxCost: number;
  readonly introspection: 'everyone' | 'developers';
  /** Null when the gateway runs open: no access rule holds. */
  readonly signIn: object | null;
}

interface GraphqlRouteOptions {
  readonly config: GraphqlSettings;
  readonly graph: Graph;
  readonly door: ReturnType<typeof createDoor>;
  /** Keeps partners inside their agreements; null where no agreements are kept. */
  readonly partnerGuard: ReturnType<typeof createPartnerGuard> | null;
  /** Holds emergency stops; null where none are kept. */
  readonly stops: ApolloServerPlugin<RequestContext> | null;
  /** Writes down who read what before it leaves; null where no access log is kept. */
  readonly accessLog: AccessLog | null;
  readonly turns: Turns;
  /** Where operations wait that are not known yet. */
  readonly planning: PlanningQueue;
  readonly log: Logger;
  readonly metrics: HttpMetrics;
}

/**
 * Serves `/graphql`: POST, and GET for queries. Until `start` is called, which needs a loaded graph, it answers that there is
 * none yet. Later calls of `start` change nothing.
 */
export function serveGraphql(app: FastifyInstance, options: GraphqlRouteOptions) {
  const { config, door, partnerGuard, accessLog, turns, planning } = options;
  const limitGuard = createLimitGuard({ limits: config.limits, turns, planning, viewerOf: door.viewerOf });
  const largeBodies = createLargeBodies(config.limits, door.viewerOf);
  let server: ApolloServer<RequestContext> | null = null;
  let answer: RouteHandlerMethod = (request, reply) =>
    refuse(request, reply, {
      status: 503,
      code: 'DEPENDENCY_UNAVAILABLE',
      message: 'The graph is not loaded yet. Try again in a moment.',
    });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: config.limits.largeBodyBytes,
    onRequest: async (request, reply) => {
      // What one person may read is not for a cache on the way to the next one.
      reply.header('cache-control', 'no-store');
      if (isBrowserVisit(request)) return reply.redirect('/');
      return (await door.enter(request, reply)) ?? refuseEncodedBody(request, reply) ?? largeBodies.admit(request, reply);
    },
    preParsing: largeBodies.count,
    preHandler: [limitGuard.preHandler, ...(partnerGuard ? [partnerGuard.preHandler] : [])],
    ...(accessLog && { onSend: accessLog.beforeSending }),
    handler: function handle(request, reply) {
      return answer.call(this, request, reply);
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: (request, reply) =>
      refuse(request, reply, {
        status: 405,
        code: 'BAD_USER_INPUT',
        message: 'The graph takes GET and POST only.',
        headers: { allow: 'GET, POST' },
      }),
  });
  return {
    start: async () => {
      if (server) return;
      server = createServer(options);
      await server.start();
      answer = fastifyApolloHandler(server, {
        context: async (request, reply) => door.contextOf(request, reply, limitGuard.permitOf(request)),
      }) as RouteHandlerMethod;
    },
    stop: async () => server?.stop(),
  };
}

/** Someone opened the endpoint as a page: the console is what they look for. */
const isBrowserVisit = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && url === '/graphql' && headers.accept?.includes('text/html') === true;

function createServer({
  graph,
  config,
  partnerGuard,
  stops,
  accessLog,
  log,
  metrics,
}: GraphqlRouteOptions): ApolloServer<RequestContext> {
  const access: ApolloServerPlugin<RequestContext>[] = [
    ...(accessLog ? [createTrailPlugin(graph)] : []),
    ...(config.signIn ? [createAccessPlugin(graph)] : []),
    ...(stops ? [stops] : []),
    ...(partnerGuard ? [partnerGuard.plugin] : []),
  ];
  return new ApolloServer<RequestContext>({
    gateway: graph.gateway,
    logger: log,
    introspection: true,
    // Tokens travel in a header that no browser adds by itself, so a page elsewhere can ask for nothing that it could not ask for alone.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: config.limits.tokens },
    formatError: createErrorFormatter(log),
    stringifyResult,
    plugins: [
      resolvePlugin,
      placesPlugin,
      createIntrospectionPlugin(config.introspection),
      ...access,
      createExplainPlugin({
        graph,
        maxCost: config.maxCost,
        mayAsk: (viewer) => maySeeSchema(config.introspection, viewer),
      }),
      createCostPlugin({ graph, maxCost: config.maxCost, observe: (estimated) => metrics.cost.observe(estimated) }),
      statusPlugin,
      retryAfterPlugin,
      createRecordPlugin(metrics),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
