import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANONYMOUS } from '@union-graph/identity';
import { pino } from 'pino';
import type { SubgraphAnswer } from '../src/calls/answer.ts';
import { type CallSettings, DEFAULT_CALLS } from '../src/calls/settings.ts';
import { createSubgraphSource, type SourceState } from '../src/calls/source.ts';
import { createWatch } from '../src/calls/watch.ts';
import { makeMetrics } from '../src/metrics.ts';
import type { RequestContext } from '../src/request/context.ts';
import { createDeadline } from '../src/request/deadline.ts';
import { close, listen } from './subgraph.ts';

/** One request that has come to the server. */
export interface Request {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
  /** Whether the connection was closed before the answer was written. */
  readonly broken: boolean;
  /** Answers `{"data": {"n": …}}`. */
  answer(n?: number): void;
}

/** What a call is asked with; the context's parts that are not given are those of one anonymous request. */
export interface Asking extends Partial<RequestContext> {
  readonly body?: string;
  readonly isRead?: boolean;
}

export interface SourceUnderTest {
  /** All requests so far, in order; those of `/ready` are not among them. */
  readonly requests: Request[];
  /** What the server does with each request from now on; undefined: it waits for the test to answer. */
  behave(answer: ((request: Request) => void) | undefined): void;
  /** What `/ready` answers from now on; 404 until it is told. */
  sayReady(status: number): void;
  /** Stops and starts listening on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
  call(asking?: Asking): Promise<SubgraphAnswer>;
  state(): SourceState;
  /** The value of a counter or gauge in the text that Prometheus reads; 0 when it is not there. */
  metric(name: string, labels?: string): Promise<number>;
  stop(): Promise<void>;
}

export const BODY = '{"query":"{ n }"}';

export const contextOf = (parts: Partial<RequestContext> = {}): RequestContext => ({
  viewer: ANONYMOUS,
  requestId: 'test',
  testNow: undefined,
  deadline: createDeadline(30_000),
  log: pino({ level: 'silent' }),
  calls: { count: 0 },
  ...parts,
});

/** The codes of an answer's errors, or its data. */
export const outcomeOf = ({ data, errors }: SubgraphAnswer): unknown =>
  errors ? errors.map(({ extensions }) => extensions?.code) : data;

/** A server that the test plays, and the gateway's source that calls it. */
export async function startSource(settings: Partial<CallSettings> = {}): Promise<SourceUnderTest> {
  const requests: Request[] = [];
  let behaviour: ((request: Request) => void) | undefined = (request) => request.answer();
  let readiness = 404;
  const server = createServer((incoming, response) => {
    if (incoming.url === '/ready') return void response.writeHead(readiness).end();
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      let broken = false;
      response.on('close', () => {
        broken = !response.writableFinished;
      });
      const request: Request = {
        body: Buffer.concat(chunks).toString(),
        headers: incoming.headers,
        response,
        get broken() {
          return broken;
        },
        answer: (n = requests.indexOf(request) + 1) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { n } })),
      };
      requests.push(request);
      behaviour?.(request);
    });
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  const { registry, calls: metrics } = makeMetrics();
  const source = createSubgraphSource({
    name: 'numbers',
    url: `http://127.0.0.1:${port}/graphql`,
    settings: { ...DEFAULT_CALLS, ...settings },
    passport: async ({ viewer }) => `Passport ${viewer.subject}`,
    metrics,
    watch: createWatch(),
  });
  metrics.watchSources(() => [source.state()]);
  return {
    requests,
    behave: (answer) => {
      behaviour = answer;
    },
    sayReady: (status) => {
      readiness = status;
    },
    down: () => close(server),
    up: () => listen(server, port),
    call: ({ body = BODY, isRead = true, ...context } = {}) =>
      source.call({ body, isRead, isExact: false, lost: () => ({ query: '{ n }' }) }, contextOf(context)),
    state: source.state,
    metric: async (name, labels = '') => {
      const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${name}{`) && text.includes(labels));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    stop: () => close(server),
  };
}
