import { people, places } from '../../test/city.ts';
import { type Answer, type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';

interface Explained {
  readonly plan: { kind: string; steps: { kind: string; service: string; operation: string; continues: object[] }[] } | null;
  readonly text: string[] | null;
  readonly known: string | null;
  readonly fetches: Record<string, unknown>[];
  readonly timings: Record<string, number>;
  readonly cost: Record<string, number | null> | null;
}

const QUERY = '{ places { title keeper { name } } }';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;
let developer: string;

beforeAll(async () => {
  const keys = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, keys.trusted), await startSubgraph('places', places, keys.trusted)];
  gateway = await startTestGateway({ subgraphs, serviceKey: keys.serviceKey, issuer: issuer.url, maxCost: 40 });
  developer = await issuer.token({ ...person('1', 'MEMBER'), scope: 'read introspect' });
});
afterAll(async () => {
  await gateway.stop();
  for (const subgraph of subgraphs) await subgraph.stop();
  await issuer.stop();
});

const explained = ({ extensions }: Answer) => (extensions as { explain?: Explained } | undefined)?.explain;
const ask = (query: string, options: { token?: string; headers?: Record<string, string> } = {}) =>
  gateway.ask(query, { token: developer, headers: { 'x-explain': '1' }, ...options });

test('a developer who asks is told the plan, each call, the time of each step and the cost', async () => {
  const first = explained(await ask(QUERY));
  expect(first?.plan).toMatchObject({
    kind: 'sequence',
    steps: [
      { kind: 'fetch', id: 1, service: 'places', continues: [] },
      { kind: 'fetch', id: 2, service: 'people', continues: [{ path: 'places[].keeper', by: 'Person(id)' }] },
    ],
  });
  expect(first?.plan?.steps[1]?.operation).toContain('name');
  expect(first?.text).toEqual([
    'sequence',
    expect.stringMatching(/^├─ 1\. places \d[\d.]* ms, \d+ bytes$/),
    expect.stringMatching(/^└─ 2\. people ← places\[\]\.keeper by Person\(id\) \d[\d.]* ms, \d+ bytes$/),
  ]);
  expect(first?.fetches).toMatchObject([
    { fetch: 1, service: 'places', outcome: 'answered', representations: 0, shared: false, retries: 0 },
    { fetch: 2, service: 'people', outcome: 'answered', representations: 2 },
  ]);
  expect(first?.cost).toEqual({ estimated: 20, actual: 4, limit: 40 });
  expect(Object.keys(first?.timings ?? {})).toEqual(['parse', 'validate', 'plan', 'execute', 'print', 'total']);
  expect(first?.known).toBe('none');
  const second = explained(await ask(QUERY));
  expect(second?.known).toBe('text');
  expect(Object.keys(second?.timings ?? {})).toEqual(['plan', 'execute', 'print', 'total']);
});

test('a call without an answer says why', async () => {
  subgraphs[0]?.behave((request) => request.socket.destroy());
  const answer = await ask(QUERY);
  subgraphs[0]?.behave(undefined);
  expect(answer.codes).toContain('DEPENDENCY_UNAVAILABLE');
  expect(explained(answer)?.fetches[1]).toMatchObject({
    service: 'people',
    outcome: 'unreachable',
    bytesReceived: 0,
    retries: 2,
  });
});

test('an operation that is refused is told its cost, and that nothing was planned', async () => {
  const answer = await ask('{ places { keeper { favourite { keeper { favourite { title } } } } } }');
  expect(answer.codes).toEqual(['RATE_LIMITED']);
  expect(explained(answer)).toMatchObject({
    plan: null,
    known: null,
    fetches: [],
    cost: { estimated: 50, actual: null, limit: 40 },
  });
});

test('nobody else is told: not without the header, not without the scope, not without signing in', async () => {
  const plain = await issuer.token({ ...person('2', 'MEMBER'), scope: 'read' });
  const untold = { errors: [], extensions: undefined };
  expect(await gateway.ask(QUERY, { token: developer })).toMatchObject(untold);
  expect(await ask(QUERY, { headers: { 'x-explain': '0' } })).toMatchObject(untold);
  expect(await ask(QUERY, { token: plain })).toMatchObject(untold);
  expect(await gateway.ask(QUERY, { headers: { 'x-explain': '1' } })).toMatchObject(untold);
});
