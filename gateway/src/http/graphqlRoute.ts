import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { AccessLog } from '../accounts/accessLog.ts';
import { type Introspection, maySeeSchema } from '../checks/introspection/introspection.ts';
import { createDocumentReader, type Read } from '../checks/limits/documentReader.ts';
import { type Limits, nameTooLong } from '../checks/limits/limits.ts';
import type { Graph } from '../generations/graph.ts';
import type { CheckStops } from '../partners/checkStops.ts';
import type { PartnerGuard } from '../partners/partnerGuard.ts';
import type { RequestContext } from '../request/context.ts';
import { cancelCalls, createDeadline } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import { createExplanation, type Explanation } from '../request/explanation.ts';
import { type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { MAX_NAME } from '../request/truncate.ts';
import { createAnswering } from './answerOperation.ts';
import { startApolloServer } from './apolloServer.ts';
import { refuseEncodedBody } from './bodyEncoding.ts';
import type { createEntry } from './entry.ts';
import { createErrorFormatter } from './errors.ts';
import { EXPLAIN_HEADER } from './explain.ts';
import { createFinishResponse } from './finishResponse.ts';
import { createLargeBodies } from './largeBodies.ts';
import type { HttpMetrics } from './metrics.ts';
import { type AskedText, askedTextOf, type OperationContext } from './operationContext.ts';
import { recordAnswer } from './recordAnswer.ts';
import { refuse } from './refuse.ts';

interface GraphqlSettings {
  readonly limits: Limits;
  /** The most that one operation may cost by estimate; infinite where everything is let through. */
  readonly maxCost: number;
  readonly introspection: Introspection;
  /** Null when the gateway runs open: no access rule holds. */
  readonly signIn: object | null;
}

interface GraphqlRouteOptions {
  readonly config: GraphqlSettings;
  readonly graph: Graph;
  readonly enter: ReturnType<typeof createEntry>;
  /** Keeps partners inside their agreements; null where no agreements are kept. */
  readonly partnerGuard: PartnerGuard | null;
  /** Holds emergency stops; null where none are kept. */
  readonly checkStops: CheckStops | null;
  /** Writes down who read what before it leaves; null where no access log is kept. */
  readonly accessLog: AccessLog | null;
  readonly eventLoopYield: EventLoopYield;
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
  const { config, enter, accessLog } = options;
  const largeBodies = createLargeBodies(config.limits);
  const startOperation = createStart(options);
  let server: Awaited<ReturnType<typeof startApolloServer>> | null = null;
  app.decorateRequest('graphContext', null);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: config.limits.largeBodyBytes,
    onRequest: async (request, reply) => {
      // What one person may read is not for a cache on the way to the next one.
      reply.header('cache-control', 'no-store');
      if (isBrowserVisit(request)) return reply.redirect('/');
      return (await enter(request, reply)) ?? refuseEncodedBody(request, reply) ?? largeBodies.admit(request, reply);
    },
    preParsing: largeBodies.count,
    handler: async (request, reply) => {
      const started = await startOperation(request, reply);
      if ('refusal' in started) return refuse(request, reply, started.refusal);
      if ('body' in started) return reply.type('application/json; charset=utf-8').send(started.body);
      return server ? server.handle(request, reply, started.context) : refuse(request, reply, NOT_LOADED);
    },
    ...(accessLog && { onSend: recordAnswer(accessLog) }),
    onResponse: async ({ graphContext }, { statusCode }) => {
      graphContext?.span?.set({ 'http.response.status_code': statusCode });
      graphContext?.span?.end(statusCode >= 500 ? String(statusCode) : undefined);
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
      server ??= await startServer(options);
    },
    stop: async () => server?.stop(),
  };
}

/** Someone opened the endpoint as a page: the console is what they look for. */
const isBrowserVisit = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && url === '/graphql' && headers.accept?.includes('text/html') === true;

const NOT_LOADED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The graph is not loaded yet. Try again in a moment.',
};

/** An operation that may be validated, or what answers its request before that. */
type Started = { readonly context: OperationContext } | { readonly refusal: EarlyRefusal } | { readonly body: string };

/** What happens to a request between its body and validation: its text is read, and held against the agreement of a partner. */
function createStart({ config, partnerGuard, eventLoopYield, planning }: GraphqlRouteOptions) {
  const { limits, introspection } = config;
  const readDocument = createDocumentReader({ limits, eventLoopYield, planning });

  const read = async (asked: AskedText, request: FastifyRequest, reply: FastifyReply, explanation: Explanation | null) => {
    const { text, operationName } = asked;
    const { viewer, address } = request.graphContext as RequestContext;
    if (typeof operationName === 'string' && operationName.length > MAX_NAME)
      return { document: null, refusal: nameTooLong(operationName), permit: null };
    if (typeof text !== 'string') return NO_TEXT;
    const bytes = Number(request.headers['content-length'] ?? 0);
    try {
      return await readDocument(text, {
        asker: requesterOf(viewer, address),
        bytes,
        isGone: () => reply.raw.destroyed,
        explanation,
      });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { document: null, refusal: error, permit: null };
    }
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Started> => {
    const context = request.graphContext as RequestContext;
    const isExplained = request.headers[EXPLAIN_HEADER] === '1' && maySeeSchema(introspection, context.viewer);
    const explanation = isExplained ? createExplanation() : null;
    const asked = askedTextOf(request);
    const { document, refusal, permit } = await read(asked, request, reply, explanation);
    if (refusal) return { refusal: asRefusal(refusal) };
    if (permit) releaseAtEnd(permit, reply);
    const early = await partnerGuard?.before(context, { document, ...requestOf(asked) });
    if (early) return early;
    const deadline = createDeadline(context.timeoutMs);
    reply.raw.once('close', () => {
      // A mutation that has begun is finished: only then does its idempotency key tell what became of it.
      if (!reply.raw.writableFinished && !isMutation(asked)) cancelCalls(deadline);
    });
    const startedAt = performance.now();
    return { context: { ...context, document, permit, explanation, deadline, calls: { count: 0 }, startedAt } };
  };
}

const NO_TEXT: Read = { document: null, refusal: null, permit: null };

function releaseAtEnd({ release }: { readonly release: () => void }, { raw }: FastifyReply): void {
  raw.once('close', release);
  if (raw.destroyed) release();
}

function requestOf({ operationName, variables }: AskedText) {
  return {
    variables: typeof variables === 'object' ? ((variables ?? {}) as Record<string, unknown>) : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

/** Any document that holds the word counts: a query that finishes for nobody costs little. */
const isMutation = ({ text }: AskedText): boolean => typeof text === 'string' && text.includes('mutation');

function asRefusal({ message, extensions: { code, retryAfterMs } }: GraphQLError): EarlyRefusal {
  const status = code === 'RATE_LIMITED' ? 429 : 400;
  return { status, code: String(code), message, ...(typeof retryAfterMs === 'number' && { retryAfterMs }) };
}

function startServer({ config, graph, partnerGuard, checkStops, log, metrics }: GraphqlRouteOptions) {
  const { introspection, maxCost } = config;
  const formatError = createErrorFormatter(log);
  const answer = createAnswering({
    introspection,
    holdsAccess: config.signIn !== null,
    partnerGuard,
    checkStops,
    maxCost,
    observeCost: (estimated) => metrics.cost.observe(estimated),
    formatError,
  });
  const finish = createFinishResponse({ introspection, maxCost, metrics });
  return startApolloServer({ graph, maxTokens: config.limits.tokens, answer, finish, formatError, log });
}
