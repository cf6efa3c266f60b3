import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDatabaseAway } from '../database/away.ts';
import type { Traced, Tracing } from '../tracing.ts';
import type { Metrics } from './metrics.ts';
import { RECEIVE_MS, receiveTimeouts } from './timeouts.ts';

export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Readable;
}

export interface Watch {
  readonly metrics: Metrics;
  readonly tracing: Tracing | null;
  /** Milliseconds within which a request must have arrived whole. */
  readonly receiveMs?: number;
  /** Told of every error that was answered with 500 or 503. */
  readonly onFault: (error: unknown) => void;
}

export type Route = (request: IncomingMessage, url: URL) => Promise<Reply>;

export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** A request that cannot be read; answered with its status and a GraphQL-shaped body. */
export class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const errorReply = (status: number, code: string, message: string): Reply => ({
  status,
  body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
});

/** Serves routes named `POST /graphql`, or `GET /objects/*` for all paths below a first word. Listens at once; `close` lets requests under way finish. */
export async function serve(host: string, port: number, routes: Readonly<Record<string, Route>>, watch: Watch) {
  const times = receiveTimeouts(watch.receiveMs ?? RECEIVE_MS);
  const server = createServer(times, (request, response) => void answer(request, response, routes, watch));
  await new Promise<void>((listening, failed) => server.once('error', failed).listen({ port, host, exclusive: true }, listening));
  const bound = (server.address() as AddressInfo).port;
  return { port: bound, url: `http://${host}:${bound}`, close: () => drain(server) };
}

async function answer(request: IncomingMessage, response: ServerResponse, routes: Readonly<Record<string, Route>>, watch: Watch) {
  const started = process.hrtime.bigint();
  const url = parseUrl(request.url);
  const path = url && routePath(request.method, url, routes);
  const route = path && routes[`${request.method} ${path}`];
  const span = route && request.method === 'POST' ? startSpan(watch.tracing, request, url) : null;
  const reply = route ? await run(route, request, url, watch) : errorReply(404, 'NOT_FOUND', 'There is nothing here.');
  response.writeHead(reply.status, {
    'content-type': reply.type ?? 'application/json; charset=utf-8',
    ...(typeof reply.body === 'string' && { 'content-length': Buffer.byteLength(reply.body) }),
    'cache-control': 'no-store',
    ...reply.headers,
  });
  if (typeof reply.body === 'string') response.end(reply.body);
  else
    await pipeline(reply.body, response).catch((error: NodeJS.ErrnoException) => {
      // A client may go away during a download.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') watch.onFault(error);
    });
  span?.set({ 'http.response.status_code': reply.status });
  span?.end(reply.status >= 500 ? String(reply.status) : undefined);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  watch.metrics.requests.observe({ route: path ?? 'other', status: reply.status }, seconds);
}

/** The path that a route is named by: the request's own, or that of everything below its first word; null where no route takes it. */
function routePath(method = '', { pathname }: URL, routes: Readonly<Record<string, Route>>): string | null {
  const below = `${/^\/[^/]*\//.exec(pathname)?.[0] ?? '/'}*`;
  return [pathname, below].find((path) => routes[`${method} ${path}`] !== undefined) ?? null;
}

/** The work that somebody asked for; `/health` and `/metrics` are looked at, not asked. */
const startSpan = (tracing: Tracing | null, { headers }: IncomingMessage, { pathname }: URL): Traced | null =>
  tracing?.request(`POST ${pathname}`, String(headers.traceparent), { 'http.request.method': 'POST', 'http.route': pathname }) ??
  null;

/** Null for what is no path at all (`//`, `http://[`); such a request ends with 404 like any other that leads nowhere. */
function parseUrl(target = '/'): URL | null {
  try {
    return new URL(target, 'http://localhost');
  } catch {
    return null;
  }
}

async function run(route: Route, request: IncomingMessage, url: URL, { onFault }: Watch): Promise<Reply> {
  try {
    return await route(request, url);
  } catch (error) {
    if (error instanceof BadRequest) return errorReply(error.status, 'BAD_USER_INPUT', error.message);
    onFault(error);
    if (isDatabaseAway(error))
      return errorReply(503, 'DEPENDENCY_UNAVAILABLE', 'The database is not answering. Try again in a moment.');
    return errorReply(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here.');
  }
}

/** Reads a body; one that is too long is read on and thrown away, so that the sender hears why it is refused. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(new BadRequest(413, `A body may have at most ${MAX_BODY_BYTES} bytes.`));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', () => reject(new BadRequest(400, 'The body broke off.')));
  });
}

async function drain(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 25);
  await new Promise<void>((closed) => server.close(() => closed()));
  clearInterval(idle);
}
