import type { FetchNode, RepresentationSelection } from '../plan.ts';
import { mergeFetches } from './mergeFetches.ts';

const byKey: RepresentationSelection[] = [
  {
    kind: 'type',
    name: 'Good',
    selections: [{ kind: 'field', from: 'id', name: 'id', selections: null }],
  },
];

/** A representation that has the price beside the key, as `@requires` needs it. */
const withPrice: RepresentationSelection[] = [
  {
    kind: 'type',
    name: 'Good',
    selections: ['id', 'price'].map((name) => ({ kind: 'field', from: name, name, selections: null })),
  },
];

const requiring = (representation: RepresentationSelection[], fetch: FetchNode): FetchNode => ({
  ...fetch,
  entities: fetch.entities.map((batch) => ({ ...batch, representation })),
});

const call = (at: string, asked: string, variables = '', subgraph = 'shipping'): FetchNode => ({
  kind: 'fetch',
  subgraph,
  operationType: 'query',
  operationText: `query Mine($representations:[_Any!]!${variables && ` $${variables}:Int`}){_entities(representations:$representations){...on Good{${asked}}}}`,
  operationName: 'Mine',
  variables: variables ? [variables] : [],
  entities: [
    {
      responseKey: '_entities',
      representationsVariable: 'representations',
      paths: [[{ kind: 'field', name: at }]],
      representation: byKey,
      renames: [],
    },
  ],
  parentPath: [],
  renames: [],
});

const merged = (...calls: FetchNode[]): FetchNode => mergeFetches(calls);
const pathsOf = ({ entities }: FetchNode) => entities.map(({ paths }) => paths.length);

test('batches with the same representation and selection become one', () => {
  const plan = merged(call('one', 'price'), call('two', 'price'));
  expect(plan).toMatchObject({ operationText: call('', 'price').operationText });
  expect(pathsOf(plan)).toEqual([2]);
});

test('batches of the same entities become one that selects the fields of both', () => {
  const plan = merged(call('one', 'price'), call('one', 'carrier'));
  expect(plan).toMatchObject({
    operationText:
      'query Mine($representations:[_Any!]!){_entities(representations:$representations){...on Good{price}...on Good{carrier}}}',
  });
  expect(pathsOf(plan)).toEqual([1]);
});

test.each([
  [byKey, withPrice],
  [withPrice, byKey],
])('the same entities are fetched once, with the representation that has all fields of the other one', (one, other) => {
  const plan = merged(requiring(one, call('one', 'carrier')), requiring(other, call('one', 'shippingFen')));
  expect(plan.entities).toMatchObject([{ responseKey: '_entities', representation: withPrice }]);
  expect(plan.operationText).toContain('{...on Good{carrier}...on Good{shippingFen}}');
});

test('representations that differ in the value of a field are not merged', () => {
  const other: RepresentationSelection[] = [
    { kind: 'type', name: 'Good', selections: [{ kind: 'field', from: '_price', name: 'price', selections: null }] },
  ];
  const plan = merged(requiring(withPrice, call('one', 'carrier')), requiring(other, call('one', 'shippingFen')));
  expect(plan.entities).toHaveLength(2);
});

test('other batches get an alias each', () => {
  expect(merged(call('one', 'price(x:$a)', 'a'), call('two', 'price(x:$b)', 'b'))).toMatchObject({
    operationText:
      'query Mine($representations_0:[_Any!]!$representations_1:[_Any!]!$a:Int$b:Int)' +
      '{_e0:_entities(representations:$representations_0){...on Good{price(x:$a)}}' +
      '_e1:_entities(representations:$representations_1){...on Good{price(x:$b)}}}',
    variables: ['a', 'b'],
    entities: [
      { responseKey: '_e0', representationsVariable: 'representations_0' },
      { responseKey: '_e1', representationsVariable: 'representations_1' },
    ],
  });
});
