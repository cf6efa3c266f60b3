import { parse } from 'graphql';
import { pino } from 'pino';
import { federation } from '../../test/subgraph.ts';
import { compose } from '../supergraph/compose.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { fetchesOf } from './plan.ts';
import { createPlanner, type PlannerName } from './planner.ts';

const LINK = federation('"@key"');
const supergraphSdl = compose([
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

test.each<PlannerName>(['hive', 'apollo', 'plain'])(
  'entities of one subgraph in several places cost one call: %s',
  async (wanted) => {
    const planner = await createPlanner({ wanted, supergraph: readSupergraph(supergraphSdl), log: pino({ level: 'silent' }) });
    const text = '{ goods { maker { name } } stores { owner { name town } best { maker { town } } } }';
    const fetches = fetchesOf(await planner.plan(parse(text)));
    expect(fetches.map(({ service }) => service)).toEqual(['goods', 'people']);
  },
);
