import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANONYMOUS } from '@union-graph/identity';
import { pino } from 'pino';
import { type CallSettings, DEFAULT_CALL_SETTINGS } from '../src/calls/callSettings.ts';
import { createCallTimer } from '../src/calls/callTimer.ts';
import type { SubgraphAnswer } from '../src/calls/subgraphAnswer.ts';
import { type ClientState, createSubgraphClient } from '../src/calls/subgraphClient.ts';
import { makeGatewayMetrics } from '../src/metrics.ts';
import { type ExecutionContext, executionContext } from '../src/request/context.ts';
import { createDeadline } from '../src/request/deadline.ts';
import { close, listen } from './subgraph.ts';

/** One request that the test server received. */
export interface Request {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
  /** Whether the connection was closed before the answer was written. */
  readonly closedEarly: boolean;
  /** Answers `{"data": {"n": …}}`. */
  answer(n?: number): void;
}

/** The options of one call; the defaults are those of an anonymous request. */
export interface CallOptions extends Partial<ExecutionContext> {
  readonly body?: string;
  readonly isRead?: boolean;
}

export interface SourceUnderTest {
  /** All requests so far, in order, without those for `/ready`. */
  readonly requests: Request[];
  /** Sets how the server handles requests from now on; undefined: the test answers them itself. */
  behave(answer: ((request: Request) => void) | undefined): void;
  /** Sets the status of `/ready`, which is 404 at first; null: it is not answered. */
  setReadyStatus(status: number | null): void;
  /** How often `/ready` was asked. */
  readyRequests(): number;
  /** Stops listening. */
  down(): Promise<void>;
  /** Listens again on the same port. */
  up(): Promise<void>;
  call(options?: CallOptions): Promise<SubgraphAnswer>;
  state(): ClientState;
  /** The value of a counter or gauge; 0 when it is absent. */
  metric(name: string, labels?: string): Promise<number>;
  stop(): Promise<void>;
}

export const BODY = '{"query":"{ n }"}';

export const contextOf = (parts: Partial<ExecutionContext> = {}): ExecutionContext =>
  executionContext({
    viewer: ANONYMOUS,
    requestId: 'test',
    testNow: undefined,
    deadline: createDeadline(30_000),
    masks: null,
    log: pino({ level: 'silent' }),
    ...parts,
  });

/** The codes of an answer's errors, or its data. */
export const outcomeOf = ({ data, errors }: SubgraphAnswer): unknown =>
  errors ? errors.map(({ extensions }) => extensions?.code) : data;

function requestOf(incoming: IncomingMessage, response: ServerResponse, body: string, number: number): Request {
  let closedEarly = false;
  response.on('close', () => {
    closedEarly = !response.writableFinished;
  });
  return {
    body,
    headers: incoming.headers,
    response,
    get closedEarly() {
      return closedEarly;
    },
    answer: (n = number) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { n } })),
  };
}

/** Starts a test server and the gateway's source that calls it. */
export async function startSource(settings: Partial<CallSettings> = {}): Promise<SourceUnderTest> {
  const requests: Request[] = [];
  let behaviour: ((request: Request) => void) | undefined = (request) => request.answer();
  let readiness: number | null = 404;
  let readyRequests = 0;
  const server = createServer((incoming, response) => {
    if (incoming.url === '/ready') {
      readyRequests += 1;
      return void (readiness !== null && response.writeHead(readiness).end());
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = requestOf(incoming, response, Buffer.concat(chunks).toString(), requests.length + 1);
      requests.push(request);
      behaviour?.(request);
    });
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  const { registry, calls: metrics } = makeGatewayMetrics();
  const source = createSubgraphClient({
    name: 'numbers',
    url: `http://127.0.0.1:${port}/graphql`,
    settings: { ...DEFAULT_CALL_SETTINGS, ...settings },
    passport: async ({ viewer }) => `Passport ${viewer.subject}`,
    metrics,
    timer: createCallTimer(),
  });
  metrics.observeClients(() => [source.state()]);
  return {
    requests,
    behave: (answer) => {
      behaviour = answer;
    },
    setReadyStatus: (status) => {
      readiness = status;
    },
    readyRequests: () => readyRequests,
    down: () => close(server),
    up: () => listen(server, port),
    call: ({ body = BODY, isRead = true, ...context } = {}) =>
      source.call({ body, isRead, isExact: false, failedRequest: () => ({ query: '{ n }' }) }, contextOf(context)),
    state: source.state,
    metric: async (name, labels = '') => {
      const line = (await registry.metrics()).split('\n').find((text) => text.startsWith(`${name}{`) && text.includes(labels));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    stop: () => close(server),
  };
}
