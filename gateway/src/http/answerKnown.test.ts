import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { pino } from 'pino';
import { answerByItself } from '../../../test/bench/graphs/answerByItself.ts';
import { text as supergraph } from '../../test/sweep/graph.ts';
import { readAnswer } from '../calls/subgraphAnswer.ts';
import type { SubgraphClient } from '../calls/subgraphClient.ts';
import { DEFAULT_LIMITS } from '../checks/limits/limits.ts';
import { createExecutorBuilder } from '../execution/executor.ts';
import { createGraph } from '../generations/graph.ts';
import { makeGatewayMetrics } from '../metrics.ts';
import { fromByteString, toByteString } from '../operation/byteString.ts';
import { createEventLoopYield } from '../request/eventLoopYield.ts';
import { createPlanningQueue, OPEN_PLANNING } from '../request/planningQueue.ts';
import { createApp } from './createApp.ts';
import { createEntry } from './entry.ts';
import { serveGraphql } from './graphqlRoute.ts';

// Each operation is sent twice: first to @apollo/server, to which the extensions of a request are left, then by the short way.
// @reads gateway/console/operations
const ROOT = path.join(import.meta.dirname, '../../..');
const OPERATIONS = path.join(ROOT, 'gateway/console/operations');
const FOLDERS = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund'].map((name) => [name, `subgraphs/${name}`]);
const log = pino({ level: 'silent' });

/** How many requests `@apollo/server` has answered. */
let answeredByApollo = 0;
const { executeHTTPGraphQLRequest } = ApolloServer.prototype;
ApolloServer.prototype.executeHTTPGraphQLRequest = function count(...given) {
  answeredByApollo += 1;
  return executeHTTPGraphQLRequest.apply(this, given);
};

/** The viewer of the next requests, and whether subgraphs answer them with errors. */
let [viewer, isFailing]: [Viewer, boolean] = [ANONYMOUS, false];
const MEMBER: Viewer = { ...ANONYMOUS, kind: 'person', personId: 'p-1', subject: 'p-1', scopes: ['read', 'write'] };
const DEVELOPER: Viewer = { ...MEMBER, scopes: ['read', 'write', 'introspect'] };

const schemas = new Map<string, GraphQLSchema>(
  [...FOLDERS, ['governance', 'gateway/src/governance']].map(([name = '', folder = '']) => [
    name,
    answerByItself(buildSubgraphSchema({ typeDefs: parse(loadSubgraphSdl(path.join(ROOT, folder))) })),
  ]),
);

const clientFor = (name: string): SubgraphClient => ({
  call: async ({ body, isExact }) => {
    const { query, variables } = JSON.parse(fromByteString(body)) as { query: string; variables?: Record<string, unknown> };
    const answer = await execute({
      schema: schemas.get(name) as GraphQLSchema,
      document: parse(query),
      variableValues: variables,
    });
    const { data } = JSON.parse(JSON.stringify(answer)) as { data: Record<string, unknown> };
    const [first = ''] = Object.keys(data ?? {});
    const errors = [{ message: 'No.', path: [first], extensions: { code: 'NOT_FOUND', rule: 'X-1' } }];
    const failed = isFailing ? { data: { ...data, [first]: null }, errors } : answer;
    return readAnswer(name, 200, toByteString(JSON.stringify(failed)), isExact);
  },
  reportFailure: () => [],
});

let app: Awaited<ReturnType<typeof createApp>>;
let graphql: ReturnType<typeof serveGraphql>;
let url: string;

async function startApp(enforced: boolean, maxCost = 10_000): Promise<void> {
  const metrics = makeGatewayMetrics();
  const shared = { eventLoopYield: createEventLoopYield(), planning: createPlanningQueue(OPEN_PLANNING), log };
  const graph = createGraph(createExecutorBuilder({ ...shared, clientFor, foreign: false, isLogged: false }));
  const config = { limits: DEFAULT_LIMITS, maxCost, introspection: 'developers', signIn: enforced ? {} : null } as const;
  app = await createApp({ ...config, requestTimeoutMs: 30_000, receiveTimeoutMs: 30_000 }, log, metrics.http);
  const nobody = { admission: null, seenClients: null, isLogged: false, tracing: null };
  const enter = createEntry({ ...nobody, authenticate: async () => viewer, testClock: false, timeoutMs: 30_000, log });
  const absent = { partnerGuard: null, checkStops: null, accessLog: null, operationUses: null, safelists: null };
  graphql = serveGraphql(app, { ...shared, ...absent, config, graph, enter, metrics: metrics.http });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as { port: number }).port}/graphql`;
  await graph.publish(supergraph);
  await graphql.start();
}

async function stopApp(): Promise<void> {
  await app.close();
  await graphql.stop();
}

interface Sent {
  readonly status: number;
  readonly headers: unknown;
  readonly text: string;
  /** Whether `@apollo/server` has answered. */
  readonly isApollos: boolean;
}

async function post(body: object | string, headers: Record<string, string>): Promise<Sent> {
  const before = answeredByApollo;
  const given = { 'content-type': 'application/json', 'x-request-id': 'one', ...headers };
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', headers: given, body: sent });
  const kept = [...response.headers].filter(([name]) => name !== 'date');
  const text = (await response.text()).replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'some id');
  return { status: response.status, headers: kept, text, isApollos: answeredByApollo > before };
}

const ACCEPTS = ['application/json', '*/*', 'application/graphql-response+json, application/json;q=0.9'];
let times = 0;

/** Sends a body both ways; the answers must be equal. */
async function both(body: object, headers: Record<string, string> = {}): Promise<Sent> {
  const accept = ACCEPTS[times++ % ACCEPTS.length] as string;
  const first = await post({ ...body, extensions: {} }, { ...headers, accept });
  const second = await post(body, { ...headers, accept });
  expect(first.isApollos).toBe(true);
  expect(second).toEqual({ ...first, isApollos: false });
  return second;
}

const files = readdirSync(OPERATIONS).filter((file) => file.endsWith('.graphql'));
const everyFourth = files.filter((_, at) => at % 4 === 0);

function operationOf(file: string): object {
  const variables = file.replace('.graphql', '.variables.json');
  const given = readdirSync(OPERATIONS).includes(variables) ? readFileSync(path.join(OPERATIONS, variables), 'utf8') : 'null';
  return { query: readFileSync(path.join(OPERATIONS, file), 'utf8'), variables: JSON.parse(given) as object };
}

afterEach(() => {
  [viewer, isFailing] = [ANONYMOUS, false];
});

describe('without access rules', () => {
  beforeAll(() => startApp(false), 120_000);
  afterAll(stopApp);

  test('every operation of the console is answered equally both ways', async () => {
    let answered = 0;
    for (const file of files) if ((await both(operationOf(file))).text.startsWith('{"data":')) answered += 1;
    // Variables of the others are ids that an earlier operation returns.
    expect(answered).toBeGreaterThan(files.length / 2);
  }, 120_000);
  test('so are errors of subgraphs', async () => {
    isFailing = true;
    let failed = 0;
    for (const file of everyFourth)
      if ((await both(operationOf(file), { 'accept-language': 'zh-CN' })).text.includes('"rule":"X-1"')) failed += 1;
    expect(failed).toBeGreaterThan(everyFourth.length / 2);
  }, 120_000);
  test.each([
    ['a variable of the wrong type', { query: 'query($id: ID!) { union(id: $id) { id } }', variables: { id: { a: 1 } } }, 400],
    ['no value for a variable', { query: 'query($id: ID!) { union(id: $id) { id } }' }, 400],
    ['one of several operations', { query: 'query A { __typename } query B { b: __typename }', operationName: 'B' }, 200],
    ['parameters that are null', { query: '{ __typename }', operationName: null, variables: null, extensions: null }, 200],
  ])('so is %s', async (_, body, status) => {
    expect(await both(body)).toMatchObject({ status });
  });
});

describe('with access rules and a low limit of cost', () => {
  beforeAll(() => startApp(true, 20), 120_000);
  afterAll(stopApp);

  test.each([
    ['an anonymous viewer', ANONYMOUS],
    ['a member without roles', MEMBER],
  ])(
    '%s is answered and refused equally both ways',
    async (_, who) => {
      viewer = who;
      const statuses = new Set<number>();
      for (const file of files) statuses.add((await both(operationOf(file))).status);
      expect([...statuses].sort()).toEqual(who === ANONYMOUS ? [200, 401, 429] : [200, 400, 403, 429]);
    },
    120_000,
  );
  test('introspection is refused and answered equally', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect(await both({ query })).toMatchObject({ status: 401 });
    viewer = DEVELOPER;
    expect(await both({ query })).toMatchObject({ status: 200 });
  });
});

describe('what is left to @apollo/server', () => {
  const accept = 'application/json';
  const query = '{ __typename }';
  beforeAll(() => startApp(false), 120_000);
  afterAll(stopApp);
  beforeEach(async () => {
    await post({ query }, { accept });
    expect(await post({ query }, { accept })).toMatchObject({ status: 200, isApollos: false });
  });

  test.each([
    ['a syntax error', { query: '{' }],
    ['an invalid document', { query: '{ nothing }' }],
    ['an operation that is not there', { query: 'query A { __typename }', operationName: 'B' }],
    ['the empty name', { query: 'query A { __typename }', operationName: '' }],
    ['a name that is no string', { query, operationName: 1 }],
    ['variables that are a list', { query, variables: [] }],
    ['variables that are a text', { query, variables: '{}' }],
    ['extensions', { query, extensions: { persistedQuery: { version: 1, sha256Hash: '0' } } }],
    ['no text', { variables: {} }],
    ['a list of operations', [{ query }]],
  ])('%s', async (_, body) => {
    expect(await post(body, { accept })).toMatchObject({ isApollos: true });
  });
  test('explanations', async () => {
    viewer = DEVELOPER;
    const answer = await post({ query }, { accept, 'x-explain': '1' });
    expect(answer).toMatchObject({ isApollos: true, text: expect.stringContaining('"explain"') });
  });
});
