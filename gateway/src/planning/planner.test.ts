import { parse } from 'graphql';
import { federation } from '../../test/subgraph.ts';
import { compose } from '../supergraph/compose.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { fetchesOf } from './plan.ts';
import { createPlanner } from './planner.ts';

/** A field of an interface that each subgraph resolves for some object types only: federation allows no path to it. */
const dividedSdl = compose([
  {
    name: 'ships',
    url: 'http://ships.invalid',
    sdl: `${federation('"@key"', '"@shareable"', '"@external"')}
      type Query { found(id: ID!): Found @shareable } interface Found { id: ID! }
      type Ship implements Found @key(fields: "id") { id: ID! } type Port implements Found @key(fields: "id") { id: ID! @external depth: Int }`,
  },
  {
    name: 'ports',
    url: 'http://ports.invalid',
    sdl: `${federation('"@key"', '"@shareable"', '"@external"')}
      type Query { found(id: ID!): Found @shareable } interface Found { id: ID! }
      type Ship implements Found @key(fields: "id") { id: ID! @external crew: Int } type Port implements Found @key(fields: "id") { id: ID! }`,
  },
]);

test('a field of an interface has no plan when no subgraph resolves it for all objects', async () => {
  const planner = createPlanner(readSupergraph(dividedSdl));
  await expect(planner.plan(parse('{ found(id: 1) { id } }'))).rejects.toMatchObject({
    message:
      'This operation cannot be planned. The field "Found.id" at "found" is resolved by no subgraph for all objects of "Found": "Ship", "Port". Leave the field out.',
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
  const plan = await planner.plan(parse('{ found(id: 1) { ... on Ship { id } ... on Port { id } } }'));
  expect(fetchesOf(plan).map(({ subgraph }) => subgraph)).toEqual(['ports', 'ships']);
});

test('an operation without a plan is refused: the message names the field, where it is resolved, and from where no key leads there', async () => {
  // A composer that checks satisfiability refuses these subgraphs.
  const { plan } = createPlanner(
    readSupergraph(`schema { query: Query }
      enum join__Graph { A @join__graph(name: "a", url: "http://a.invalid") B @join__graph(name: "b", url: "http://b.invalid") }
      type Query @join__type(graph: A) { ships: [Ship] lost: Int @join__field(graph: A, external: true) }
      type Ship @join__type(graph: A, key: "id") @join__type(graph: B, key: "code") {
        id: ID! @join__field(graph: A) code: ID! @join__field(graph: B) crew: Int @join__field(graph: B) }`),
  );
  const refusal = (reason: string) => ({
    message: `This operation cannot be planned. ${reason} Leave the field out.`,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
  await expect(plan(parse('{ ships { id crew } }'))).rejects.toMatchObject(
    refusal('The field "Ship.crew" at "ships" is resolved by "b", and no key leads there from "a".'),
  );
  await expect(plan(parse('{ lost }'))).rejects.toMatchObject(refusal('The field "Query.lost" is resolved by no subgraph.'));
});

const LINK = federation('"@key"');
const goodsSdl = compose([
  {
    name: 'goods',
    url: 'http://goods.invalid',
    sdl: `${LINK} type Query { goods: [Good] stores: [Store] } type Good @key(fields: "id") { id: ID! maker: Person }
      type Store @key(fields: "id") { id: ID! owner: Person best: Good } type Person @key(fields: "id") { id: ID! }`,
  },
  {
    name: 'people',
    url: 'http://people.invalid',
    sdl: `${LINK} type Person @key(fields: "id") { id: ID! name: String town: String }`,
  },
]);

test('entities at several response paths are fetched from one subgraph in one call', async () => {
  const text = '{ goods { maker { name } } stores { owner { name town } best { maker { town } } } }';
  const fetches = fetchesOf(await createPlanner(readSupergraph(goodsSdl)).plan(parse(text)));
  expect(fetches.map(({ subgraph: service }) => service)).toEqual(['goods', 'people']);
});
