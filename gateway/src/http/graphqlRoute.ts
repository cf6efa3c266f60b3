import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { AccessLog } from '../accounts/accessLog.ts';
import { type Introspection, maySeeSchema } from '../checks/introspection/introspection.ts';
import { createDocumentReader, type ReadDocument } from '../checks/limits/documentReader.ts';
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
import { type ClientRequest, clientRequestOf, type OperationContext } from './operationContext.ts';
import { recordAnswer } from './recordAnswer.ts';
import { refuse } from './refuse.ts';

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
      const started = await startRequest(request, reply);
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

/** Whether a browser opened the endpoint as a page; it is redirected to the console. */
const isBrowserVisit = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && url === '/graphql' && headers.accept?.includes('text/html') === true;

const NOT_LOADED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The graph is not loaded yet. Try again in a moment.',
};

/** A request that may be validated, or the answer that it gets before that. */
type StartedRequest = { readonly context: OperationContext } | { readonly refusal: EarlyRefusal } | { readonly body: string };

/** Handles a request from its body to validation: parses its document, and checks it against a partner's agreement. */
function createStartRequest({ config, partnerGuard, eventLoopYield, planning }: GraphqlRouteOptions) {
  const { limits, introspection } = config;
  const readDocument = createDocumentReader({ limits, eventLoopYield, planning });

  const read = async (
    clientRequest: ClientRequest,
    request: FastifyRequest,
    reply: FastifyReply,
    explanation: Explanation | null,
  ) => {
    const { text, operationName } = clientRequest;
    const { viewer, address } = request.graphContext as RequestContext;
    if (typeof operationName === 'string' && operationName.length > MAX_NAME)
      return { document: null, refusal: nameTooLong(operationName), permit: null };
    if (typeof text !== 'string') return NO_DOCUMENT;
    const bytes = Number(request.headers['content-length'] ?? 0);
    try {
      return await readDocument(text, {
        requester: requesterOf(viewer, address),
        bytes,
        isGone: () => reply.raw.destroyed,
        explanation,
      });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { document: null, refusal: error, permit: null };
    }
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<StartedRequest> => {
    const entered = request.graphContext as RequestContext;
    const isExplained = request.headers[EXPLAIN_HEADER] === '1' && maySeeSchema(introspection, entered.viewer);
    const explanation = isExplained ? createExplanation() : null;
    const clientRequest = clientRequestOf(request);
    const { document, refusal, permit } = await read(clientRequest, request, reply, explanation);
    if (refusal) return { refusal: asRefusal(refusal) };
    if (permit) releaseAtEnd(permit, reply);
    const admitted = await partnerGuard?.admitDocument(entered, { document, ...checkedParameters(clientRequest) });
    if (admitted && !('applicant' in admitted)) return admitted;
    const asApplicant = admitted && { viewer: admitted.applicant, partner: null };
    const deadline = createDeadline(entered.timeoutMs);
    reply.raw.once('close', () => {
      // A started mutation is finished, so that its idempotency key gives a definite result.
      if (!reply.raw.writableFinished && !mayBeMutation(clientRequest)) cancelCalls(deadline);
    });
    const parts = { document, permit, explanation, deadline, calls: { count: 0 }, startedAt: performance.now() };
    const context: OperationContext = { ...entered, ...asApplicant, ...parts };
    request.operationContext = context;
    return { context };
  };
}

const NO_DOCUMENT: ReadDocument = { document: null, refusal: null, permit: null };

function releaseAtEnd({ release }: { readonly release: () => void }, { raw }: FastifyReply): void {
  raw.once('close', release);
  if (raw.destroyed) release();
}

function checkedParameters({ operationName, variables }: ClientRequest) {
  return {
    variables: typeof variables === 'object' ? ((variables ?? {}) as Record<string, unknown>) : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

/** Whether a text may contain a mutation. It may be wrong for a query, which is then finished although its client is gone. */
const mayBeMutation = ({ text }: ClientRequest): boolean => typeof text === 'string' && text.includes('mutation');

function asRefusal({ message, extensions: { code, retryAfterMs } }: GraphQLError): EarlyRefusal {
  const status = code === 'RATE_LIMITED' ? 429 : 400;
  return { status, code: String(code), message, ...(typeof retryAfterMs === 'number' && { retryAfterMs }) };
}

function startServer({ config, graph, partnerGuard, checkStops, log, metrics }: GraphqlRouteOptions) {
  const { introspection, maxCost } = config;
  const formatError = createErrorFormatter(log);
  const answer = createAnswering({
    introspection,
    enforcesAccess: config.signIn !== null,
    partnerGuard,
    checkStops,
    maxCost,
    observeCost: (estimated) => metrics.cost.observe(estimated),
    formatError,
  });
  const finish = createFinishResponse({ introspection, maxCost, metrics });
  return startApolloServer({ graph, maxTokens: config.limits.tokens, answer, finish, formatError, log });
}
