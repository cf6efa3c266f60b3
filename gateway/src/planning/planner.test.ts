import { parse } from 'graphql';
import { pino } from 'pino';
import { federation } from '../../test/subgraph.ts';
import { compose } from '../supergraph/compose.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { fetchesOf } from './plan.ts';
import { createPlanner, type PlannerName } from './planner.ts';

// Its definitions speak of contexts, as those of every graph of that version do, and none is used.
const supergraphSdl = compose([
  { name: 'a', url: 'http://a.invalid', sdl: `${federation('"@key"')} type Query { x: Int }` },
  { name: 'b', url: 'http://b.invalid', sdl: `${federation('"@key"')} type Query { y: Int }` },
]);

/** Apollo's planner names its calls after the operation, the others do not. */
test.each<[PlannerName, string | undefined]>([
  ['hive', undefined],
  ['apollo', 'Mine__a__0'],
  ['plain', undefined],
])('the planner that is wanted plans: %s', async (wanted, name) => {
  expect(supergraphSdl).toContain('contextArguments');
  const planner = await createPlanner({ wanted, supergraph: readSupergraph(supergraphSdl), log: pino({ level: 'silent' }) });
  const [fetch] = fetchesOf(await planner.plan(parse('query Mine { x }')));
  expect(fetch).toMatchObject({ service: 'a' });
  expect(fetch?.operationName).toBe(name);
});

/** An interface's field that each subgraph gives for some of its objects alone: no way that federation allows leads there. */
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

test.each<PlannerName>(['hive', 'apollo', 'plain'])(
  'a field of an interface that nobody gives of all its objects has no plan: %s',
  async (wanted) => {
    const planner = await createPlanner({ wanted, supergraph: readSupergraph(dividedSdl), log: pino({ level: 'silent' }) });
    await expect(planner.plan(parse('{ found(id: 1) { id } }'))).rejects.toThrow();
    expect(fetchesOf(await planner.plan(parse('{ found(id: 1) { ... on Ship { id } ... on Port { id } } }')))).not.toHaveLength(
      0,
    );
  },
);
