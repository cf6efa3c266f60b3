import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { AccessLog } from '../accounts/accessLog.ts';
import type { OperationUses } from '../accounts/operationUses.ts';
import type { Safelists } from '../accounts/safelists.ts';
import type { Introspection } from '../checks/introspection/introspection.ts';
import type { Limits } from '../checks/limits/limits.ts';
import type { Graph } from '../generations/graph.ts';
import type { CheckStops } from '../partners/checkStops.ts';
import type { PartnerGuard } from '../partners/partnerGuard.ts';
import type { RequestContext } from '../request/context.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import type { PlanningQueue } from '../request/planningQueue.ts';
import { type EarlyRefusal, NOT_LOADED } from '../request/refusal.ts';
import { createAnswering } from './answerOperation.ts';
import { startApolloServer } from './apolloServer.ts';
import { refuseEncodedBody } from './bodyEncoding.ts';
import type { createEntry } from './entry.ts';
import { createErrorFormatter } from './errors.ts';
import { createFinishResponse } from './finishResponse.ts';
import { createLargeBodies } from './largeBodies.ts';
import { refuseMediaType } from './mediaType.ts';
import type { HttpMetrics } from './metrics.ts';
import { recordAnswer } from './recordAnswer.ts';
import { refuse } from './refuse.ts';
import { createStartRequest } from './startRequest.ts';

interface GraphqlSettings {
  readonly limits: Limits;
  /** The maximum estimated cost of one operation; infinite for no limit. */
  readonly maxCost: number;
  readonly introspection: Introspection;
  /** Null for an open gateway, which has no access rules. */
  readonly signIn: object | null;
}

interface GraphqlRouteOptions {
  readonly config: GraphqlSettings;
  readonly graph: Graph;
  readonly enter: ReturnType<typeof createEntry>;
  /** Null for a gateway without agreements. */
  readonly partnerGuard: PartnerGuard | null;
  /** Null for a gateway without emergency stops. */
  readonly checkStops: CheckStops | null;
  /** Null for a gateway without an access log. */
  readonly accessLog: AccessLog | null;
  /** Null for a gateway without client applications. */
  readonly operationUses: OperationUses | null;
  readonly safelists: Safelists | null;
  readonly eventLoopYield: EventLoopYield;
  /** The queue for new operations. */
  readonly planning: PlanningQueue;
  readonly log: Logger;
  readonly metrics: HttpMetrics;
}

/**
 * Serves `/graphql`: POST, and GET for queries. `start` must be called when a supergraph is loaded; until then the answer is 503. Later calls
 * of `start` do nothing.
 */
export function serveGraphql(app: FastifyInstance, options: GraphqlRouteOptions) {
  const { config, enter, accessLog } = options;
  const largeBodies = createLargeBodies(config.limits);
  const startRequest = createStartRequest(options);
  let server: Awaited<ReturnType<typeof startApolloServer>> | null = null;
  app.decorateRequest('graphContext', null);
  app.decorateRequest('operationContext', null);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: config.limits.largeBodyBytes,
    onRequest: async (request, reply) => {
      // An answer depends on the viewer, so no cache may store it.
      reply.header('cache-control', 'no-store');
      if (isBrowserVisit(request)) return reply.redirect('/');
      return (await enter(request, reply)) ?? refuseEncodedBody(request, reply) ?? largeBodies.admit(request, reply);
    },
    preParsing: largeBodies.count,
    handler: async (request, reply) => {
      const notAcceptable = refuseMediaType(request, reply);
      if (notAcceptable) return notAcceptable;
      const started = await startRequest(request, reply);
      if ('refusal' in started) return refuse(request, reply, started.refusal);
      if ('body' in started) return reply.type('application/json; charset=utf-8').send(started.body);
      return server ? server.handle(request, reply, started.context) : refuse(request, reply, NOT_LOADED);
    },
    ...(accessLog && { onSend: recordAnswer(accessLog) }),
    onResponse: ({ graphContext }, { statusCode }, done) => {
      endSpan(graphContext?.span, statusCode);
      done();
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    // The viewer is found for the count and the record of a partner's refusals.
    onRequest: enter,
    handler: (request, reply) => refuse(request, reply, OTHER_METHOD),
    ...(accessLog && { onSend: recordAnswer(accessLog) }),
  });
  return {
    start: async () => {
      server ??= await startServer(options);
    },
    stop: async () => server?.stop(),
  };
}

/** Whether a browser opened the endpoint as a page; it is redirected to the console. */
const isBrowserVisit = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && url === '/graphql' && headers.accept?.includes('text/html') === true;

function endSpan(span: RequestContext['span'] | undefined, statusCode: number): void {
  span?.set({ 'http.response.status_code': statusCode });
  span?.end(statusCode >= 500 ? String(statusCode) : undefined);
}

const OTHER_METHOD: EarlyRefusal = {
  status: 405,
  code: 'BAD_USER_INPUT',
  message: 'The graph takes GET and POST only.',
  headers: { allow: 'GET, POST' },
};

function startServer({ config, graph, partnerGuard, checkStops, operationUses, safelists, log, metrics }: GraphqlRouteOptions) {
  const { introspection, maxCost } = config;
  const formatError = createErrorFormatter(log);
  const answer = createAnswering({
    introspection,
    enforcesAccess: config.signIn !== null,
    partnerGuard,
    checkStops,
    operationUses,
    safelists,
    maxCost,
    observeCost: (estimated) => metrics.cost.observe(estimated),
    formatError,
  });
  const finish = createFinishResponse({ introspection, maxCost, metrics });
  return startApolloServer({ graph, maxTokens: config.limits.tokens, answer, finish, formatError, log });
}
