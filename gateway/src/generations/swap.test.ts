import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { people, places } from '../../test/city.ts';
import { eventually, type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type Definition, type FixtureSubgraph, federation, startSubgraph } from '../../test/subgraph.ts';
import { DEFAULT_CALL_SETTINGS } from '../calls/callSettings.ts';
import { compose } from '../supergraph/compose.ts';

const greeting = (fields: string): Definition => ({
  sdl: `${federation('"@policy"')} type Query { ${fields} }`,
  resolvers: { Query: { first: () => 'first', second: () => 'second', third: () => 'third' } },
});
const broken: Definition = { sdl: `${federation()} type Query { hello: Int }`, resolvers: {} };

let issuer: FixtureIssuer;
let keys: Awaited<ReturnType<typeof gatewayKeys>>;
let running: { stop(): Promise<void> }[];

beforeAll(async () => {
  issuer = await startIssuer();
  keys = await gatewayKeys();
});
beforeEach(() => {
  running = [];
});
afterEach(async () => {
  for (const part of running.reverse()) await part.stop();
});
afterAll(() => issuer.stop());

async function subgraph(name: string, definition: Definition): Promise<FixtureSubgraph> {
  const started = await startSubgraph(name, definition, keys.trusted);
  running.push(started);
  return started;
}

async function gatewayOver(subgraphs: FixtureSubgraph[], options: { file?: string } = {}): Promise<GatewayUnderTest> {
  const started = await startTestGateway({
    subgraphs,
    serviceKey: keys.serviceKey,
    issuer: issuer.url,
    pollMs: 20,
    calls: DEFAULT_CALL_SETTINGS,
    ...options,
  });
  running.push(started);
  return started;
}

const ready = async (gateway: GatewayUnderTest) => {
  const response = await fetch(`${gateway.url}/ready`);
  return {
    status: response.status,
    ...((await response.json()) as { ready: boolean; reasons: string[]; subgraphs: Record<string, string> }),
  };
};

const metricsOf = async ({ url }: GatewayUnderTest): Promise<string> => (await fetch(`${url}/metrics`)).text();

test('a changed subgraph swaps in under load, and no request is dropped', async () => {
  const greetings = await subgraph('greetings', greeting('first: String'));
  const gateway = await gatewayOver([await subgraph('people', people), greetings]);
  let asking = true;
  let asked = 0;
  const faults: unknown[] = [];
  const client = async (): Promise<void> => {
    while (asking) {
      const answer = await gateway.ask('{ hello first persons { id name } }');
      asked += 1;
      if (answer.status !== 200 || answer.errors.length > 0) faults.push(answer);
    }
  };
  const clients = Array.from({ length: 8 }, client);
  for (const field of ['second', 'third', 'second', 'third']) {
    greetings.release(greeting(`first: String ${field}: String`));
    await eventually(async () => expect((await gateway.ask(`{ ${field} }`)).data).toEqual({ [field]: field }));
  }
  asking = false;
  await Promise.all(clients);
  expect(faults).toEqual([]);
  expect(asked).toBeGreaterThan(50);
});

test('after a swap the operations in use need no planning, whatever their literals', async () => {
  const greetings = await subgraph('greetings', greeting('first: String'));
  const gateway = await gatewayOver([await subgraph('people', people), greetings]);
  const ask = async (id: number) => gateway.ask(`{ person(id: ${id}) { id name } }`);
  const planned = async () => /graphql_planning_duration_seconds_count\S* (\d+)/.exec(await metricsOf(gateway))?.[1];
  for (let id = 0; id < 3; id++) expect((await ask(id)).data).toEqual({ person: { id: `${id}`, name: `Person ${id}` } });
  expect(await planned()).toBe('1');
  greetings.release(greeting('first: String second: String'));
  await eventually(async () => expect(await metricsOf(gateway)).toMatch(/supergraph_changes_total\{outcome="loaded".*\} 2\n/));
  expect(await planned()).toBe('2');
  expect((await ask(7)).data).toEqual({ person: { id: '7', name: 'Person 7' } });
  expect(await planned()).toBe('2');
  expect((await gateway.ask('{ second }')).data).toEqual({ second: 'second' });
  expect(await planned()).toBe('3');
});

test('access rules change with the graph', async () => {
  const greetings = await subgraph('greetings', greeting('first: String'));
  const gateway = await gatewayOver([greetings]);
  expect((await gateway.ask('{ first }')).status).toBe(200);
  greetings.release(greeting('first: String @policy(policies: [["AUDITOR"]])'));
  await eventually(async () => expect((await gateway.ask('{ first }')).status).toBe(401));
});

test('an SDL that breaks the graph is refused alone: the last good one stays and others go on', async () => {
  const greetings = await subgraph('greetings', greeting('first: String'));
  const other = await subgraph('places', places);
  const gateway = await gatewayOver([await subgraph('people', people), other, greetings]);
  other.release(broken);
  await eventually(async () => expect((await ready(gateway)).subgraphs.places).toBe('its SDL breaks the graph'));
  greetings.release(greeting('first: String second: String'));
  await eventually(async () =>
    expect((await gateway.ask('{ hello second }')).data).toEqual({ hello: 'hello', second: 'second' }),
  );
  expect(await ready(gateway)).toMatchObject({ status: 200, reasons: ['places: its SDL breaks the graph'] });
  expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(/supergraph_changes_total\{outcome="refused".*\} 1\n/);
  other.release(places);
  await eventually(async () => expect((await ready(gateway)).reasons).toEqual([]));
});

test('when a subgraph becomes unavailable after the start, /ready says so, and the graph stays', async () => {
  const other = await subgraph('places', places);
  const gateway = await gatewayOver([await subgraph('people', people), other]);
  other.behave((request) => request.socket.destroy());
  await eventually(async () =>
    expect(await ready(gateway)).toMatchObject({
      status: 200,
      ready: true,
      subgraphs: { people: 'ok', places: 'not reachable' },
    }),
  );
  expect((await gateway.ask('{ hello }')).data).toEqual({ hello: 'hello' });
});

test('while a subgraph is unavailable at the start, the last good supergraph is served; when all have answered, a new one replaces it', async () => {
  const [one, other] = [await subgraph('people', people), await subgraph('places', places)];
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'gateway-')), 'supergraph.graphql');
  writeFileSync(
    file,
    compose([
      { ...one, url: 'http://127.0.0.1:1/graphql', sdl: people.sdl },
      { ...other, url: 'http://127.0.0.1:1/graphql', sdl: places.sdl },
    ]),
  );
  other.behave((request) => request.socket.destroy());
  const gateway = await gatewayOver([one, other], { file });
  expect(await gateway.ask('{ hello placeOf(person: 1) { id } }')).toMatchObject({
    data: { hello: 'hello', placeOf: null },
    codes: ['DEPENDENCY_UNAVAILABLE'],
  });
  expect((await gateway.ask('{ secretPlace { id } }')).status).toBe(401);
  other.release({ ...places, sdl: places.sdl.replace('places:', 'new: String places:') });
  other.behave(undefined);
  await eventually(async () => expect((await gateway.ask('{ hello new }')).data).toEqual({ hello: 'hello', new: null }));
});

test('a last good supergraph with subgraphs that are not configured is not loaded: not ready until all subgraphs answer', async () => {
  const [one, other] = [await subgraph('people', people), await subgraph('places', places)];
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'gateway-')), 'supergraph.graphql');
  writeFileSync(
    file,
    compose([
      { ...one, sdl: people.sdl },
      { ...other, name: 'elsewhere', sdl: places.sdl },
    ]),
  );
  other.behave((request) => request.socket.destroy());
  const gateway = await gatewayOver([one, other], { file });
  expect(await ready(gateway)).toMatchObject({ status: 503, reasons: ['No supergraph is loaded yet.', 'places: not reachable'] });
  other.behave(undefined);
  await eventually(async () => expect(await ready(gateway)).toMatchObject({ status: 200 }));
  expect((await gateway.ask('{ hello }')).data).toEqual({ hello: 'hello' });
});

test('while a subgraph is unavailable and there is no file, /health answers and /ready says why it is not ready', async () => {
  const other = await subgraph('places', places);
  other.behave((request) => request.socket.destroy());
  const gateway = await gatewayOver([await subgraph('people', people), other]);
  expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  expect(await ready(gateway)).toMatchObject({
    status: 503,
    ready: false,
    reasons: ['No supergraph is loaded yet.', 'places: not reachable'],
  });
  expect(await gateway.ask('{ hello }')).toMatchObject({ status: 503, codes: ['DEPENDENCY_UNAVAILABLE'] });
  expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(/refusals_total\{code="DEPENDENCY_UNAVAILABLE".*\} 1\n/);
  other.behave(undefined);
  await eventually(async () => expect((await gateway.ask('{ hello }')).data).toEqual({ hello: 'hello' }));
});

test('stopping waits for requests in flight', async () => {
  let answer = () => {};
  const slow = await subgraph('greetings', {
    ...greeting('first: String'),
    resolvers: { Query: { first: () => new Promise((resolve) => (answer = () => resolve('late'))) } },
  });
  const gateway = await startTestGateway({ subgraphs: [slow], serviceKey: keys.serviceKey, issuer: issuer.url });
  const asked = gateway.ask('{ first }');
  await eventually(() => expect(slow.calls).toHaveLength(1));
  const idle = connect(gateway.port, '127.0.0.1');
  await once(idle, 'connect');
  const stopped = gateway.stop();
  // Idle connections are closed first.
  await once(idle, 'close');
  answer();
  await stopped;
  expect((await asked).data).toEqual({ first: 'late' });
  await expect(fetch(`${gateway.url}/health`)).rejects.toThrow();
});
