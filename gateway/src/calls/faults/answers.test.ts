import type { RequestListener } from 'node:http';
import type { JWK } from 'jose';
import { people, places } from '../../../test/city.ts';
import { eventually, type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../../test/subgraph.ts';
import { DEFAULT_CALLS } from '../settings.ts';

let issuer: FixtureIssuer;
let peopleService: FixtureSubgraph;
let placesService: FixtureSubgraph;
let gateway: GatewayUnderTest;
/** One that gives a subgraph little time. */
let hasty: GatewayUnderTest;
let serviceKey: JWK;

beforeAll(async () => {
  const keys = await gatewayKeys();
  const { trusted } = keys;
  serviceKey = keys.serviceKey;
  issuer = await startIssuer();
  peopleService = await startSubgraph('people', people, trusted);
  placesService = await startSubgraph('places', places, trusted);
  const startWith = (timeoutMs: number) =>
    startTestGateway({
      subgraphs: [peopleService, placesService],
      serviceKey,
      issuer: issuer.url,
      calls: { ...DEFAULT_CALLS, timeoutMs, breakerPercent: 0 },
      testClock: true,
      pollMs: 60_000,
    });
  [gateway, hasty] = await Promise.all([startWith(60_000), startWith(500)]);
  await Promise.all([gateway, hasty].map(isReady));
});
afterEach(() => placesService.behave(undefined));
afterAll(async () => {
  await Promise.all([gateway, hasty].map((each) => each.stop()));
  await Promise.all([issuer, peopleService, placesService].map((part) => part.stop()));
});

const answers =
  (status: number, body: string, type = 'application/json'): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body);
/** A machine with much to do may take longer to tell its SDL than the calls of a hasty gateway may: then it asks again. */
const isReady = ({ url }: GatewayUnderTest) => eventually(async () => expect((await fetch(`${url}/ready`)).status).toBe(200));
const noSocket: RequestListener = (request) => request.socket.destroy();

describe.each<[string, RequestListener]>([
  ['drops the connection', noSocket],
  [
    'stops in the middle',
    (_, response) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' }).write('{"data":'),
  ],
  ['answers 500 with a page', answers(500, '<h1>secret.internal is broken</h1>', 'text/html')],
  ['answers 200 with garbage', answers(200, 'garbage')],
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

  test('costs its own root fields and nothing else', () => costsItsRootFields(gateway));
  test('costs what it adds to each entity, each with its path', () => costsWhatItAdds(gateway));
});

describe('a subgraph that does not answer in time', () => {
  beforeEach(() => placesService.behave(() => {}));

  // On a busy machine the other subgraph may be late as well: then it is asked again.
  test('costs its own root fields and nothing else', () => eventually(() => costsItsRootFields(hasty)));
  test('costs what it adds to each entity, each with its path', () => eventually(() => costsWhatItAdds(hasty)));
});

async function costsItsRootFields({ ask }: GatewayUnderTest): Promise<void> {
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

async function costsWhatItAdds({ ask }: GatewayUnderTest): Promise<void> {
  const answer = await ask('{ all: persons { name best: favourite { title } } }');
  expect(answer.data).toEqual({ all: [1, 2, 3].map((n) => ({ name: `Person ${n}`, best: null })) });
  expect(answer.errors.map(({ path }) => path)).toEqual([0, 1, 2].map((at) => ['all', at, 'best']));
  expect(new Set(answer.codes)).toEqual(new Set(['DEPENDENCY_UNAVAILABLE']));
}

test('where the schema forbids null, null rises to the next place that allows it', async () => {
  placesService.behave(noSocket);
  expect(await gateway.ask('{ hello places { title } }')).toMatchObject({
    status: 200,
    data: null,
    codes: ['DEPENDENCY_UNAVAILABLE'],
  });
});

test('a subgraph that comes back is asked again', async () => {
  placesService.behave(noSocket);
  expect((await gateway.ask('{ placeOf(person: 1) { title } }')).codes).toEqual(['DEPENDENCY_UNAVAILABLE']);
  placesService.behave(undefined);
  expect(await gateway.ask('{ placeOf(person: 1) { title } }')).toMatchObject({
    errors: [],
    data: { placeOf: { title: 'Palace' } },
  });
});

describe('errors of a subgraph', () => {
  test('keep their sentence, path, code, rule and field, and nothing more', async () => {
    const answer = await gateway.ask('{ hello x: fails(code: "SLOT_TAKEN") }');
    expect(answer.data).toEqual({ hello: 'hello', x: null });
    expect(answer.errors).toEqual([
      { message: 'Said no.', path: ['x'], extensions: { code: 'SLOT_TAKEN', rule: 'ORG-INV-1', field: 'code' } },
    ]);
  });

  test('that nobody planned for are masked', async () => {
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

  test('an error inside an entity has the path that the client knows', async () => {
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

  test('an entity that its owner does not give is not found, where the client asked for it', async () => {
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
    ['does not tell the type', {}, { id: '1', name: null }, ['placeOf', 'keeper', 'name'], 'DEPENDENCY_UNAVAILABLE'],
    ['tells another type', { __typename: 'Pet' }, null, ['placeOf', 'keeper'], 'INTERNAL_SERVER_ERROR'],
  ])('of an entity whose owner %s, nothing is missing without an error', async (_, told, keeper, path, code) => {
    placesService.behave(answers(200, JSON.stringify({ data: { placeOf: { keeper: { ...told, id: '1' } } } })));
    const answer = await gateway.ask('{ placeOf(person: 1) { keeper { id name } } }');
    expect(answer.data).toEqual({ placeOf: { keeper } });
    expect(answer.errors).toMatchObject([{ path, extensions: { code } }]);
  });

  test('an object of an interface that does not tell its type is missing', async () => {
    peopleService.behave(answers(200, '{"data": {"named": [{"id": "1"}]}}'));
    const answer = await gateway.ask('{ named { ... on Person { id } } }').finally(() => peopleService.behave(undefined));
    expect([answer.data, answer.codes]).toEqual([null, ['NOT_FOUND']]);
  });

  test('a value that is none of its type is masked', async () => {
    placesService.behave(answers(200, '{"data": {"placeOf": {"title": ["no", "text"]}}}'));
    const answer = await gateway.ask('{ hello placeOf(person: 1) { title } }');
    expect(answer).toMatchObject({ data: { hello: 'hello', placeOf: { title: null } }, codes: ['INTERNAL_SERVER_ERROR'] });
  });
});

test('the injected clock is passed on, and must be an instant', async () => {
  const headers = { 'x-test-now': '2013-10-19T09:00:00+08:00' };
  expect((await gateway.ask('{ clock }', { headers })).data).toEqual({ clock: '2013-10-19T09:00:00+08:00' });
  expect((await gateway.ask('{ clock }')).data).toEqual({ clock: 'real' });
  expect(await gateway.ask('{ clock }', { headers: { 'x-test-now': 'yesterday' } })).toMatchObject({
    status: 400,
    codes: ['BAD_USER_INPUT'],
  });
});

test('a client that goes away takes its calls with it', async () => {
  const patient = await startTestGateway({
    subgraphs: [peopleService, placesService],
    serviceKey,
    issuer: issuer.url,
    pollMs: 60_000,
    // Longer than this test waits for the call to end.
    calls: { ...DEFAULT_CALLS, timeoutMs: 300_000 },
    requestTimeoutMs: 300_000,
  });
  await isReady(patient);
  let [arrived, closed] = [false, false];
  placesService.behave((_, response) => {
    arrived = true;
    response.on('close', () => {
      closed = true;
    });
  });
  const client = new AbortController();
  const asked = fetch(`${patient.url}/graphql`, {
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
    await patient.stop();
  }
});

test('an answer that nests without end costs its own fields', async () => {
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

test('a client says how long it waits, and is answered by then', async () => {
  placesService.behave(() => {});
  let ms = 50;
  // On a busy machine the other subgraph may be late as well: then the client says that it waits longer.
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

test('/ready tells of calls that are held back, and the gateway is ready all the same', async () => {
  const fragile = await startTestGateway({
    subgraphs: [peopleService, placesService],
    serviceKey,
    issuer: issuer.url,
    pollMs: 60_000,
    calls: { ...DEFAULT_CALLS, breakerCalls: 1, breakerMs: 60_000 },
  });
  placesService.behave(undefined);
  await isReady(fragile);
  placesService.behave(answers(500, 'no', 'text/plain'));
  await fragile.ask('{ placeOf(person: 1) { title } }');
  const response = await fetch(`${fragile.url}/ready`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    reasons: ['places: too many calls fail, they are held back'],
    calls: { people: { breaker: 'closed' }, places: { breaker: 'open', active: 0, waiting: 0 } },
  });
  await fragile.stop();
});

test('the subgraphs refuse a call that does not come through the gateway', async () => {
  const response = await fetch(placesService.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ _entities(representations: []) { __typename } }"}',
  });
  expect(response.status).toBe(401);
});
