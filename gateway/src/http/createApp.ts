import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import { receiveTimeouts } from '@union-graph/subgraph';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Limits } from '../checks/limits/limits.ts';
import { mayLoseDigits, parseExactly } from '../operation/exactJson.ts';
import { acceptedEncoding } from './acceptedEncoding.ts';
import { tooLargeBody } from './largeBodies.ts';
import type { HttpMetrics } from './metrics.ts';
import { refuse } from './refuse.ts';
import { refuseUnread } from './unreadRequest.ts';

const IDLE_MS = 60_000;

/** Smaller responses are not compressed: it would cost more than it saves. */
const MIN_COMPRESSED_BYTES = 2_048;

interface AppSettings {
  readonly limits: Limits;
  readonly requestTimeoutMs: number;
  readonly receiveTimeoutMs: number;
}

/** Creates the HTTP server: request ids, time and size limits, compression, and errors in GraphQL form. */
export async function createApp(config: AppSettings, log: Logger, metrics: HttpMetrics): Promise<FastifyInstance> {
  const { headersTimeout, requestTimeout, connectionsCheckingInterval, keepAliveTimeout } = receiveTimeouts(
    config.receiveTimeoutMs,
  );
  const app = fastify({
    bodyLimit: config.limits.bodyBytes,
    // "__proto__" and "constructor" may be keys in values of custom scalars. Bodies are read by key, never merged into objects.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    keepAliveTimeout,
    requestTimeout,
    // Closes a connection that is idle for longer.
    connectionTimeout: config.requestTimeoutMs + IDLE_MS,
    http: { headersTimeout, connectionsCheckingInterval },
    // Errors before the first hook have the same form as all others.
    frameworkErrors: (error, request, reply) => {
      reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
      void refuse(request, reply, {
        status: 400,
        code: 'BAD_USER_INPUT',
        message: `The request cannot be read: ${error.message}`,
      });
    },
    clientErrorHandler: (error, socket) => refuseUnread(error, socket),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
    },
  });
  app.addHook('onRequest', ({ id, raw: { headers } }, reply, done) => {
    reply.headers({ 'x-request-id': id, 'x-content-type-options': 'nosniff' });
    // The compression plugin gets one coding only, so that responses and console files are negotiated by the same function.
    if (headers['accept-encoding'] !== undefined)
      headers['accept-encoding'] = acceptedEncoding(headers['accept-encoding']) ?? 'identity';
    done();
  });
  // Registered before any route. Request bodies are never decompressed: a small body could become a large one.
  await app.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'], threshold: MIN_COMPRESSED_BYTES });
  app.decorateRequest('mayLoseDigits', false);
  app.decorateReply('refusalCode', undefined);
  app.decorateReply('refusedCoordinate', undefined);
  app.removeContentTypeParser('text/plain');
  readJson(app);
  observeRequests(app, metrics);
  answerErrors(app, config, log);
  return app;
}

/** Parses bodies, and keeps the digits of numbers that JavaScript would round: they may be variables of custom scalars. */
function readJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('ignore', 'ignore');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    request.mayLoseDigits = mayLoseDigits(text);
    if (!request.mayLoseDigits) return parseJson(request, text, done);
    try {
      done(null, parseExactly(text.replace(/^\ufeff/, ''), false));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
}

/** Observes the metrics of every response. */
function observeRequests(app: FastifyInstance, metrics: HttpMetrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (reply.refusalCode) metrics.refusals.inc({ code: reply.refusalCode });
    metrics.requests.observe({ route: request.routeOptions.url ?? 'other', status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
}

/** Answers unknown routes and errors outside of GraphQL in the form of GraphQL errors. Unexpected errors are masked. */
function answerErrors(app: FastifyInstance, config: AppSettings, log: Logger): void {
  app.setNotFoundHandler((request, reply) =>
    refuse(request, reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing here. The graph answers at /graphql.' }),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? (error.code === 'ERR_INVALID_URL' ? 400 : 500);
    if (status < 500)
      return refuse(request, reply, { status, code: 'BAD_USER_INPUT', message: faultMessage(status, error, config) });
    const errorId = randomUUID();
    log.error({ errorId, requestId: request.id, err: error }, 'an unexpected error was masked');
    return refuse(request, reply, {
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something went wrong in the gateway. If you report it, name "${errorId}".`,
    });
  });
}

function faultMessage(status: number, error: FastifyError, { limits }: AppSettings): string {
  if (status === 413) return tooLargeBody(limits);
  if (status === 415) return 'Send the operation as JSON, with the header "content-type: application/json".';
  return `The request cannot be read: ${error.message}`;
}
