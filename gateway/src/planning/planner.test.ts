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
  await expect(planner.plan(parse('{ found(id: 1) { id } }'))).rejects.toThrow('No subgraph leads to "Found.id" of all objects.');
  const plan = await planner.plan(parse('{ found(id: 1) { ... on Ship { id } ... on Port { id } } }'));
  expect(fetchesOf(plan).map(({ service }) => service)).toEqual(['ports', 'ships']);
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
  expect(fetches.map(({ service }) => service)).toEqual(['goods', 'people']);
});
