import type { RequestListener, ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import { people, places } from '../../../test/city.ts';
import { eventually, type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../../test/subgraph.ts';
import { DEFAULT_CALL_SETTINGS } from '../callSettings.ts';

let issuer: FixtureIssuer;
let peopleService: FixtureSubgraph;
let placesService: FixtureSubgraph;
let gateway: GatewayUnderTest;
/** A gateway with a short call timeout. */
let shortTimeout: GatewayUnderTest;
let serviceKey: JWK;

beforeAll(async () => {
  const keys = await gatewayKeys();
  serviceKey = keys.serviceKey;
  issuer = await startIssuer();
  peopleService = await startSubgraph('people', people, keys.trusted);
  placesService = await startSubgraph('places', places, keys.trusted);
  const startWith = (timeoutMs: number) =>
    startTestGateway({
      subgraphs: [peopleService, placesService],
      serviceKey,
      issuer: issuer.url,
      calls: { ...DEFAULT_CALL_SETTINGS, timeoutMs, breakerPercent: 0 },
      testClock: true,
      pollMs: 60_000,
    });
  [gateway, shortTimeout] = await Promise.all([startWith(60_000), startWith(500)]);
  await Promise.all([gateway, shortTimeout].map(isReady));
});
afterEach(() => placesService.behave(undefined));
afterAll(async () => {
  await Promise.all([gateway, shortTimeout].map((each) => each.stop()));
  await Promise.all([issuer, peopleService, placesService].map((part) => part.stop()));
});

const answers =
  (status: number, body: string, type = 'application/json'): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);
/** On a busy machine a subgraph may send its SDL later than the short timeout; the gateway then asks again. */
const isReady = ({ url }: GatewayUnderTest) => eventually(async () => expect((await fetch(`${url}/ready`)).status).toBe(200));
const noSocket: RequestListener = (request) => request.socket.destroy();
/** Sends the head of an answer and a part of its body, then calls `next`. */
const answerHalf = (response: ServerResponse, next: () => void): void =>
  void response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' }).write('{"data":', next);

describe.each<[string, RequestListener]>([
  ['drops the connection', noSocket],
  ['drops the connection in the middle', (request, response) => answerHalf(response, () => request.socket.destroy())],
  ['answers 500 with a page', answers(500, '<h1>secret.internal is broken</h1>', 'text/html')],
  ['answers 200 with a body that is not JSON', answers(200, 'garbage')],
  ['answers with another type than JSON', answers(200, '{"data": {"placeOf": null}}', 'text/html')],
  ['answers JSON that is no answer', answers(200, '[]')],
  ['answers neither data nor errors', answers(200, '{}')],
  ['answers data that is no object', answers(200, '{"data": 7}')],
  ['answers errors that are no list', answers(200, '{"data": null, "errors": "secret.internal"}')],
  ['refuses the passport', answers(401, '{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}')],
  [
    'knows another schema',
    answers(400, '{"errors":[{"message":"Cannot query field","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}'),
  ],
  ['fails as a whole', answers(503, '{"errors":[{"message":"down","extensions":{"code":"SOMETHING"}}]}')],
])('a subgraph that %s', (_, behaviour) => {
  beforeEach(() => placesService.behave(behaviour));

  test('loses its own root fields and no others', () => losesItsRootFields(gateway));
  test('loses its fields of each entity, each with its response path', () => losesItsEntityFields(gateway));
});

describe.each<[string, RequestListener]>([
  ['does not answer in time', () => {}],
  ['stops in the middle', (_, response) => answerHalf(response, () => {})],
])('a subgraph that %s', (_, behaviour) => {
  beforeEach(() => placesService.behave(behaviour));

  // On a busy machine the other subgraph may time out too; the test then sends the operation again.
  test('loses its own root fields and no others', () => eventually(() => losesItsRootFields(shortTimeout)));
  test('loses its fields of each entity, each with its response path', () =>
    eventually(() => losesItsEntityFields(shortTimeout)));
});

async function losesItsRootFields({ ask }: GatewayUnderTest): Promise<void> {
  const answer = await ask('{ hello p: placeOf(person: 1) { title } }');
  expect(answer).toMatchObject({ status: 200, data: { hello: 'hello', p: null } });
  expect(answer.errors).toEqual([
    {
      message: expect.stringContaining('"places"'),
      path: ['p'],
      extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'places' },
    },
  ]);
  expect(JSON.stringify(answer)).not.toContain('secret.internal');
}

async function losesItsEntityFields({ ask }: GatewayUnderTest): Promise<void> {
  const answer = await ask('{ all: persons { name best: favourite { title } } }');
  expect(answer.data).toEqual({ all: [1, 2, 3].map((n) => ({ name: `Person ${n}`, best: null })) });
  expect(answer.errors.map(({ path }) => path)).toEqual([0, 1, 2].map((at) => ['all', at, 'best']));
  expect(new Set(answer.codes)).toEqual(new Set(['DEPENDENCY_UNAVAILABLE']));
}

test('null of a non-null field propagates to the nearest nullable parent', async () => {
  placesService.behave(noSocket);
  expect(await gateway.ask('{ hello places { title } }')).toMatchObject({
    status: 200,
    data: null,
    codes: ['DEPENDENCY_UNAVAILABLE'],
  });
});

test('a subgraph that is available again is called again', async () => {
  placesService.behave(noSocket);
  expect((await gateway.ask('{ placeOf(person: 1) { title } }')).codes).toEqual(['DEPENDENCY_UNAVAILABLE']);
  placesService.behave(undefined);
  expect(await gateway.ask('{ placeOf(person: 1) { title } }')).toMatchObject({
    errors: [],
    data: { placeOf: { title: 'Palace' } },
  });
});

describe('errors of a subgraph', () => {
  test('keep message, path, code, rule and field, and nothing else', async () => {
    const answer = await gateway.ask('{ hello x: fails(code: "SLOT_TAKEN") }');
    expect(answer.data).toEqual({ hello: 'hello', x: null });
    expect(answer.errors).toEqual([
      { message: 'Said no.', path: ['x'], extensions: { code: 'SLOT_TAKEN', rule: 'ORG-INV-1', field: 'code' } },
    ]);
  });

  test('are masked when they have no code', async () => {
    const answer = await gateway.ask('{ hello crashes }');
    expect(answer.data).toEqual({ hello: 'hello', crashes: null });
    expect(answer.errors).toEqual([
      {
        message: expect.stringMatching(/^Something went wrong in the service "people"/),
        path: ['crashes'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'people', errorId: expect.any(String) },
      },
    ]);
  });

  test('inside an entity have the response path of the client’s operation', async () => {
    placesService.behave(
      answers(
        200,
        JSON.stringify({
          data: { _entities: [{ favourite: { title: 'A' } }, null, { favourite: { title: 'C' } }] },
          errors: [{ message: 'Not yours.', path: ['_entities', 1, 'favourite'], extensions: { code: 'NOT_FOUND' } }],
        }),
      ),
    );
    const answer = await gateway.ask('{ all: persons { favourite { title } } }');
    expect(answer.errors).toEqual([{ message: 'Not yours.', path: ['all', 1, 'favourite'], extensions: { code: 'NOT_FOUND' } }]);
    expect(answer.data).toEqual({ all: [{ favourite: { title: 'A' } }, { favourite: null }, { favourite: { title: 'C' } }] });
  });

  test('an entity that its owner does not return is NOT_FOUND at the client’s response path', async () => {
    placesService.behave(answers(200, '{"data": {"placeOf": {"keeper": {"__typename": "Person", "id": "gone"}}}}'));
    const answer = await gateway.ask('{ hello placeOf(person: 1) { keeper { name born } } }');
    expect(answer.data).toEqual({ hello: 'hello', placeOf: { keeper: null } });
    expect(answer.errors).toEqual([
      {
        message: expect.stringContaining('does not exist'),
        path: ['placeOf', 'keeper', 'born'],
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
    expect(answer.extensions).toBeUndefined();
  });

  test.each([
    ['does not tell the type', {}, { id: '1', name: null }, ['placeOf', 'keeper', 'name']],
    ['tells another type', { __typename: 'Pet' }, null, ['placeOf', 'keeper']],
  ])('of an entity whose owner %s, nothing is missing without an error', async (_, told, keeper, path) => {
    placesService.behave(answers(200, JSON.stringify({ data: { placeOf: { keeper: { ...told, id: '1' } } } })));
    const answer = await gateway.ask('{ placeOf(person: 1) { keeper { id name } } }');
    expect(answer.data).toEqual({ placeOf: { keeper } });
    expect(answer.errors).toMatchObject([{ path, extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'places' } }]);
  });

  test('an object of an interface without __typename is null with an error', async () => {
    peopleService.behave(answers(200, '{"data": {"named": [{"id": "1"}]}}'));
    const answer = await gateway.ask('{ named { ... on Person { id } } }').finally(() => peopleService.behave(undefined));
    expect([answer.data, answer.codes]).toEqual([null, ['DEPENDENCY_UNAVAILABLE']]);
  });

  test('an invalid value of a leaf type is null with an error', async () => {
    placesService.behave(answers(200, '{"data": {"placeOf": {"title": ["no", "text"]}}}'));
    const answer = await gateway.ask('{ hello placeOf(person: 1) { title } }');
    expect(answer).toMatchObject({ data: { hello: 'hello', placeOf: { title: null } }, codes: ['DEPENDENCY_UNAVAILABLE'] });
  });
});

test('the test clock is passed on to subgraphs, and must be an instant', async () => {
  const headers = { 'x-test-now': '2013-10-19T09:00:00+08:00' };
  expect((await gateway.ask('{ clock }', { headers })).data).toEqual({ clock: '2013-10-19T09:00:00+08:00' });
  expect((await gateway.ask('{ clock }')).data).toEqual({ clock: 'real' });
  expect(await gateway.ask('{ clock }', { headers: { 'x-test-now': 'yesterday' } })).toMatchObject({
    status: 400,
    codes: ['BAD_USER_INPUT'],
  });
});

test('calls are cancelled when the client closes its connection', async () => {
  const longTimeout = await startTestGateway({
    subgraphs: [peopleService, placesService],
    serviceKey,
    issuer: issuer.url,
    pollMs: 60_000,
    // Longer than this test waits for the call to end.
    calls: { ...DEFAULT_CALL_SETTINGS, timeoutMs: 300_000 },
    requestTimeoutMs: 300_000,
  });
  await isReady(longTimeout);
  let [arrived, closed] = [false, false];
  placesService.behave((_, response) => {
    arrived = true;
    response.on('close', () => {
      closed = true;
    });
  });
  const client = new AbortController();
  const asked = fetch(`${longTimeout.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ places { title } }"}',
    signal: client.signal,
  }).catch(() => 'gone');
  try {
    await eventually(() => expect(arrived).toBe(true));
    client.abort();
    expect(await asked).toBe('gone');
    await eventually(() => expect(closed).toBe(true));
  } finally {
    await longTimeout.stop();
  }
});

test('an answer with endlessly nested lists loses its own fields only', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  placesService.behave(answers(200, `{"data": {"placeOf": {"title": "T", "keeper": ${deep}}}}`));
  const answer = await gateway.ask('{ hello placeOf(person: 1) { title keeper { name } } }');
  expect(answer).toMatchObject({
    data: { hello: 'hello', placeOf: { title: 'T', keeper: null } },
    errors: [{ path: ['placeOf', 'keeper'], extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }],
  });
  expect(answer.errors.length).toBe(1);
  expect((await gateway.ask('{ hello }')).data).toEqual({ hello: 'hello' });
});

test('a client that sends x-request-timeout is answered by its deadline', async () => {
  placesService.behave(() => {});
  let ms = 50;
  // On a busy machine the other subgraph may time out too; the client then sets a later deadline.
  await eventually(async () => {
    ms *= 2;
    const answer = await gateway.ask('{ hello placeOf(person: 1) { title } }', { headers: { 'x-request-timeout': String(ms) } });
    expect(answer).toMatchObject({ status: 200, data: { hello: 'hello', placeOf: null }, codes: ['DEPENDENCY_UNAVAILABLE'] });
    expect(answer.errors[0]?.message).toContain('in the time that you gave');
  });
  expect(await gateway.ask('{ hello }', { headers: { 'x-request-timeout': 'soon' } })).toMatchObject({
    status: 400,
    codes: ['BAD_USER_INPUT'],
  });
});

test('/ready names an open circuit breaker as a reason, and the gateway is ready all the same', async () => {
  const fragile = await startTestGateway({
    subgraphs: [peopleService, placesService],
    serviceKey,
    issuer: issuer.url,
    pollMs: 60_000,
    calls: { ...DEFAULT_CALL_SETTINGS, breakerCalls: 1, breakerMs: 60_000 },
  });
  placesService.behave(undefined);
  await isReady(fragile);
  placesService.behave(answers(500, 'no', 'text/plain'));
  await fragile.ask('{ placeOf(person: 1) { title } }');
  const response = await fetch(`${fragile.url}/ready`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    reasons: ['places: too many calls fail, the circuit breaker is open'],
    calls: { people: { breaker: 'closed' }, places: { breaker: 'open', active: 0, waiting: 0 } },
  });
  await fragile.stop();
});

test('subgraphs refuse a call without a passport of the gateway', async () => {
  const response = await fetch(placesService.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ _entities(representations: []) { __typename } }"}',
  });
  expect(response.status).toBe(401);
});
