import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../../test/issuer.ts';
import { type FixtureSubgraph, federation, startSubgraph } from '../../../test/subgraph.ts';

const shelves = {
  sdl: `
    ${federation('"@cost"', '"@listSize"')}
    type Query {
      books(first: Int): [Book!]! @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false, assumedSize: 4)
      shelf(first: Int, last: Int): [Book!]! @listSize(slicingArguments: ["first", "last"])
    }
    type Book { title: String @cost(weight: 2) }
  `,
  resolvers: { Query: { books: () => [{ title: 'a' }], shelf: () => [] } },
};

let issuer: FixtureIssuer;
let subgraph: FixtureSubgraph;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const keys = await gatewayKeys();
  issuer = await startIssuer();
  subgraph = await startSubgraph('shelves', shelves, keys.trusted);
  gateway = await startTestGateway({ subgraphs: [subgraph], serviceKey: keys.serviceKey, issuer: issuer.url, maxCost: 12 });
});
afterAll(async () => {
  await gateway.stop();
  await subgraph.stop();
  await issuer.stop();
});

test('an operation at the limit of cost runs', async () => {
  expect((await gateway.ask('{ books { title } }')).data).toEqual({ books: [{ title: 'a' }] });
});

test.each([
  ['{ books(first: 5) { title } }', {}, 15],
  ['query ($n: Int) { books(first: $n) { title } }', { n: 100 }, 300],
])('one over it is refused before anything is fetched: %s', async (query, variables, cost) => {
  const before = subgraph.calls.length;
  const answer = await gateway.ask(query, { variables });
  expect(answer).toMatchObject({ status: 429, codes: ['RATE_LIMITED'] });
  expect(answer.errors[0]?.message).toContain(`costs ${cost} by estimate; the limit is 12`);
  expect(subgraph.calls).toHaveLength(before);
});

test('the same operation runs with other variables', async () => {
  const answer = await gateway.ask('query ($n: Int) { books(first: $n) { title } }', { variables: { n: 1 } });
  expect(answer).toMatchObject({ status: 200, errors: [] });
});

test('a list that must be sliced is refused without exactly one slicing argument', async () => {
  expect(await gateway.ask('{ shelf { title } }')).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
  expect(await gateway.ask('{ shelf(last: 1) { title } }')).toMatchObject({ status: 200, data: { shelf: [] } });
});

test('a value that is no number of the variable is told, and not counted as cost', async () => {
  const body = '{ "query": "query ($n: Int) { books(first: $n) { title } }", "variables": { "n": 1e400 } }';
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    errors: [{ message: expect.stringMatching(/^Variable "\$n" got invalid value/), extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

test('the costs let through are counted', async () => {
  expect(await (await fetch(`${gateway.url}/metrics`)).text()).toMatch(/graphql_operation_cost_count\S* [1-9]/);
});
