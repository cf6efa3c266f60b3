import { type DocumentNode, parse } from 'graphql';
import { readHoldings } from '../../src/planning/holdings.ts';
import { planOperation } from '../../src/planning/plain/planOperation.ts';
import type { FetchNode, PlanNode, Required } from '../../src/planning/plan.ts';
import { compose } from '../../src/supergraph/compose.ts';
import { readSupergraph } from '../../src/supergraph/reading/supergraph.ts';
import { federation } from '../../test/subgraph.ts';
import { faultOf } from './provePlan.ts';

const LINK = federation('"@key"', '"@external"', '"@requires"');
const supergraph = readSupergraph(
  compose([
    {
      name: 'goods',
      url: 'http://goods.invalid',
      sdl: `${LINK} type Query { good: Good } type Good @key(fields: "id") { id: ID! grams: Int }`,
    },
    {
      name: 'shipping',
      url: 'http://shipping.invalid',
      sdl: `${LINK} type Good @key(fields: "id") { id: ID! grams: Int @external price: Int @requires(fields: "grams") carrier: String }`,
    },
  ]),
);
const holdings = readHoldings(supergraph);

const query = (text: string): DocumentNode => parse(text, { noLocation: true });

const root = (operation: string): FetchNode => ({
  kind: 'fetch',
  service: 'goods',
  operationKind: 'query',
  operation,
  operationName: undefined,
  variables: [],
  entities: [],
  at: [],
  renames: [],
});

const told = (...names: string[]): Required[] => [
  {
    kind: 'type',
    name: 'Good',
    selections: names.map((name) => ({ kind: 'field', from: name, name, selections: null })),
  },
];

const further = (asked: string, ...names: string[]): FetchNode => ({
  ...root(`query($representations:[_Any!]!){_entities(representations:$representations){...on Good{${asked}}}}`),
  service: 'shipping',
  entities: [
    {
      responseKey: '_entities',
      variable: 'representations',
      paths: [[{ kind: 'field', name: 'good' }]],
      requires: told(...names),
      renames: [],
    },
  ],
});

const inTurn = (...nodes: PlanNode[]): PlanNode => ({ kind: 'sequence', nodes });
const beside = (...nodes: PlanNode[]): PlanNode => ({ kind: 'parallel', nodes });

test.each<[string, string, PlanNode | null]>([
  ['in turn', '{ good { price } }', inTurn(root('{good{__typename id grams}}'), further('price', '__typename', 'id', 'grams'))],
])('a plan that brings all is found without a fault: %s', (_, text, plan) => {
  expect(faultOf(plan, query(text), holdings)).toBeNull();
});

test.each<[string, string, PlanNode | null, string]>([
  ['nobody is asked', '{ good { id } }', null, 'Nobody asks for "Query.good".'],
  [
    'nothing is asked of an object',
    '{ good { id } }',
    inTurn(root('{good{id}}'), root('{good}')),
    '"Query.good" is not asked for as what it is.',
  ],
  ['a field is forgotten', '{ good { id grams } }', root('{good{id}}'), 'Nobody asks for "Good.grams".'],
  ['a field is another subgraph’s', '{ good { carrier } }', root('{good{carrier}}'), '"goods" has no field "Good.carrier".'],
  [
    'what is external is asked for',
    '{ good { grams } }',
    inTurn(root('{good{__typename id}}'), further('grams', '__typename', 'id')),
    '"shipping" does not give "Good.grams" here.',
  ],
  [
    'what is required is not told',
    '{ good { price } }',
    inTurn(root('{good{__typename id grams}}'), further('price', '__typename', 'id')),
    '"shipping" is not told what "Good.price" requires.',
  ],
  [
    'no key is told',
    '{ good { carrier } }',
    inTurn(root('{good{__typename grams}}'), further('carrier', '__typename', 'grams')),
    '"shipping" is told no key of "Good".',
  ],
  [
    'it goes on from what is not there yet',
    '{ good { carrier } }',
    beside(root('{good{__typename id}}'), further('carrier', '__typename', 'id')),
    'Nobody asks for "Good.carrier".',
  ],
  [
    'the type is not told, without which nobody can go on',
    '{ good { carrier } }',
    inTurn(root('{good{id}}'), further('carrier', '__typename', 'id')),
    'Nobody asks for "Good.carrier".',
  ],
  ['one key means two fields', '{ good { id } }', inTurn(root('{good{id}}'), root('{good{id:grams}}')), '"id" means two fields.'],
])('a plan has a fault when %s', (_, text, plan, fault) => {
  expect(faultOf(plan, query(text), holdings)).toEqual({ text: fault, isGrave: true });
});

test('the planner has a plan without a fault', () => {
  const text = '{ good { price carrier } }';
  expect(faultOf(planOperation(query(text), holdings), query(text), holdings)).toBeNull();
});
