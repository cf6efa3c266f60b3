import { mergeSiblings } from './mergeSiblings.ts';
import type { FetchNode, PlanNode, Required } from './plan.ts';

const told: Required[] = [
  {
    kind: 'type',
    name: 'Good',
    selections: [{ kind: 'field', from: 'id', name: 'id', selections: null }],
  },
];

const call = (at: string, asked: string, variables = '', service = 'shipping'): FetchNode => ({
  kind: 'fetch',
  service,
  operationKind: 'query',
  operation: `query Mine($representations:[_Any!]!${variables && ` $${variables}:Int`}){_entities(representations:$representations){...on Good{${asked}}}}`,
  operationName: 'Mine',
  variables: variables ? [variables] : [],
  entities: [
    {
      responseKey: '_entities',
      variable: 'representations',
      paths: [[{ kind: 'field', name: at }]],
      requires: told,
      renames: [],
    },
  ],
  at: [],
  renames: [],
});

const merged = (...nodes: PlanNode[]): PlanNode | null => mergeSiblings({ kind: 'parallel', nodes });
const pathsOf = (node: PlanNode | null) => (node?.kind === 'fetch' ? node.entities.map(({ paths }) => paths.length) : null);

test('what is asked alike is asked once, for the entities of both', () => {
  const plan = merged(call('one', 'price'), call('two', 'price'));
  expect(plan).toMatchObject({ operation: call('', 'price').operation });
  expect(pathsOf(plan)).toEqual([2]);
});

test('what is asked of the same entities is asked together', () => {
  const plan = merged(call('one', 'price'), call('one', 'carrier'));
  expect(plan).toMatchObject({
    operation:
      'query Mine($representations:[_Any!]!){_entities(representations:$representations){...on Good{price}...on Good{carrier}}}',
  });
  expect(pathsOf(plan)).toEqual([1]);
});

test('anything else stands beside it, under a name of its own', () => {
  expect(merged(call('one', 'price(x:$a)', 'a'), call('two', 'price(x:$b)', 'b'))).toMatchObject({
    operation:
      'query Mine($representations_0:[_Any!]!$representations_1:[_Any!]!$a:Int$b:Int)' +
      '{_e0:_entities(representations:$representations_0){...on Good{price(x:$a)}}' +
      '_e1:_entities(representations:$representations_1){...on Good{price(x:$b)}}}',
    variables: ['a', 'b'],
    entities: [
      { responseKey: '_e0', variable: 'representations_0' },
      { responseKey: '_e1', variable: 'representations_1' },
    ],
  });
});

test('steps that begin with the same subgraph go on from the one call, each by itself', () => {
  const [far, near] = [call('one.far', 'weight', '', 'goods'), call('two.far', 'name', '', 'stores')];
  const plan = merged(
    { kind: 'sequence', nodes: [call('one', 'price'), far] },
    { kind: 'sequence', nodes: [call('two', 'price'), near] },
    call('three', 'x', '', 'others'),
  );
  expect(plan).toMatchObject({
    kind: 'parallel',
    nodes: [
      { kind: 'sequence', nodes: [{ service: 'shipping' }, { kind: 'parallel', nodes: [far, near] }] },
      { service: 'others' },
    ],
  });
});

test('calls of other subgraphs, in turn, or for root fields stay as they are', () => {
  const inTurn: PlanNode = { kind: 'sequence', nodes: [call('one', 'price'), call('two', 'price')] };
  expect(mergeSiblings(inTurn)).toEqual(inTurn);
  const beside: PlanNode = { kind: 'parallel', nodes: [call('one', 'price'), call('two', 'price', '', 'goods')] };
  expect(mergeSiblings(beside)).toEqual(beside);
  const roots: PlanNode = {
    kind: 'parallel',
    nodes: [
      { ...call('one', 'price'), entities: [] },
      { ...call('one', 'x'), entities: [] },
    ],
  };
  expect(mergeSiblings(roots)).toEqual(roots);
});
