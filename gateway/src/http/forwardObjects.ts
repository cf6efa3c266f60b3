import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, request as send } from 'undici';
import { refuse } from './refuse.ts';

/** The largest file that is passed on; the subgraphs' own limits are lower. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;

const REQUEST_HEADERS = ['content-type', 'content-length'] as const;
const RESPONSE_HEADERS = [
  'content-type',
  'content-length',
  'content-disposition',
  'content-security-policy',
  'cache-control',
] as const;

interface ObjectTarget {
  readonly name: string;
  /** Where it answers GraphQL. */
  readonly url: string;
}

/**
 * Passes files between clients and the folder stores of subgraphs, which clients do not reach: `/objects/<subgraph>/<key>`. The subgraph checks
 * the signature of the URL; the gateway adds no passport and passes no other header on. Files in a bucket do not come this way.
 */
export function forwardObjects(app: FastifyInstance, subgraphs: readonly ObjectTarget[], timeoutMs: number): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The body goes through as it comes.
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    scope.route({
      method: ['GET', 'PUT'],
      url: '/objects/:subgraph/*',
      // A file is a photograph or a recording: compressed already.
      compress: false,
      handler: (request, reply) => {
        const { subgraph } = request.params as { subgraph: string };
        const target = subgraphs.find(({ name }) => name === subgraph);
        return target ? forward(request, reply, target, timeoutMs) : reply.callNotFound();
      },
    });
  });
}

async function forward(request: FastifyRequest, reply: FastifyReply, { name, url }: ObjectTarget, timeoutMs: number) {
  const isUpload = request.method === 'PUT';
  const length = Number(request.headers['content-length']);
  if (isUpload && !(length <= MAX_FILE_BYTES)) {
    const message = `An upload tells its length, of at most ${MAX_FILE_BYTES} bytes.`;
    return refuse(request, reply.header('connection', 'close'), { status: 413, code: 'BAD_USER_INPUT', message });
  }
  const target = new URL(`/objects${request.url.slice(`/objects/${name}`.length)}`, url);
  // The URL parser resolves "%2e%2e" as a parent folder, which could lead out of "/objects/".
  if (!target.pathname.startsWith('/objects/')) return reply.callNotFound();
  try {
    const answer = await send(target, {
      method: isUpload ? 'PUT' : 'GET',
      headers: pick(request.headers, REQUEST_HEADERS, isUpload),
      body: isUpload ? request.raw : null,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    return await reply.code(answer.statusCode).headers(pick(answer.headers, RESPONSE_HEADERS)).send(answer.body);
  } catch (error) {
    if (!(error instanceof errors.UndiciError) && !isUnreachable(error)) throw error;
    const message = `The files of "${name}" cannot be reached now. Try again in a moment.`;
    return refuse(request, reply, { status: 503, code: 'DEPENDENCY_UNAVAILABLE', message });
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const pick = (headers: Headers, names: readonly string[], wanted = true): Record<string, string> =>
  Object.fromEntries(wanted ? names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])) : []);

const isUnreachable = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND'].includes((error as NodeJS.ErrnoException).code ?? '');
