import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { federation } from '../../../test/subgraph.ts';
import { createExecutorBuilder } from '../../execution/executor.ts';
import { createGraph } from '../../generations/graph.ts';
import { compose } from '../../supergraph/compose.ts';
import type { OperationCost } from './compileCost.ts';

const library = `
  ${federation('"@cost"', '{name: "@listSize", as: "@sized"}')}
  type Query {
    book: Book
    books(first: Int, last: Int, page: Page): [Book!]! @sized(slicingArguments: ["first", "last"], requireOneSlicingArgument: false, assumedSize: 20)
    exact(first: Int, last: Int): [Book] @sized(slicingArguments: ["first", "last"])
    shelf(first: Int = 4): Shelf @sized(slicingArguments: ["first"], sizedFields: ["books", "edges"], requireOneSlicingArgument: false)
    untold: [Book]
    found: [Found]
    named: Named
    search(filter: Filter, words: String @cost(weight: 3)): Int
    heavy: Int @cost(weight: 7)
  }
  type Mutation { lend: Book }
  interface Named { name: String }
  union Found = Book | Film
  type Film implements Named @cost(weight: 5) { name: String  heavy: Int @cost(weight: 9) }
  type Book implements Named { name: String  sequel: Book  dear: String @cost(weight: 2)  age: Age  words: [String] @cost(weight: 1) }
  scalar Age @cost(weight: 4)
  type Shelf { count: Int  books: [Book]  edges: [Edge] }
  type Edge { node: Book }
  input Page { size: Int  from: Int @cost(weight: 6) }
  input Filter { and: [Filter]  text: String }
`;

async function costsOver(sdl: string): Promise<(query: string) => OperationCost> {
  const graph = createGraph(
    createExecutorBuilder({ clientFor: () => null as never, foreign: true, isLogged: false, log: null as never }),
  );
  await graph.publish(compose([{ name: 'library', url: 'http://127.0.0.1:1/graphql', sdl }]));
  return (query) => {
    const document = parse(query);
    const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
    const costs = graph.current()?.costs;
    if (!costs) throw new Error('No graph.');
    return costs.of(document, operation);
  };
}

let costOf: (query: string) => OperationCost;
beforeAll(async () => {
  costOf = await costsOver(library);
});

describe('the estimate of an operation (IBM cost specification, with the defaults of Apollo: object 1, leaf 0, mutation 10)', () => {
  test.each<[string, number, Record<string, unknown>?]>([
    ['{ book { name } }', 1],
    ['{ book { sequel { sequel { name } } } }', 3],
    ['mutation { lend { name } }', 11],
    ['{ heavy }', 7],
    ['{ a: heavy b: heavy }', 14],
    ['{ book { dear age } }', 1 + 2 + 4],
    ['{ book { words } }', 1 + 10],
    ['{ untold { name } }', 10],
    ['{ books { name } }', 20],
    ['{ books(first: 3) { name } }', 3],
    ['{ books(first: 3, last: 5) { sequel { name } } }', 10],
    ['query ($n: Int) { books(first: $n) { name } }', 7, { n: 7 }],
    ['query ($n: Int) { books(first: $n) { name } }', 20],
    ['query ($n: Int = 2) { books(first: $n) { name } }', 2],
    ['query ($n: Int = 2) { books(first: $n) { name } }', 20, { n: null }],
    ['query ($n: Int) { books(first: $n) { name } }', 0, { n: -4 }],
    ['query ($p: Page) { books(first: 3, page: $p) { name } }', 3 + 1 + 6, { p: { size: 3, from: 1 } }],
    ['{ shelf { count } }', 1],
    ['{ shelf { books { name } } }', 1 + 4],
    ['{ shelf(first: 2) { books { name } edges { node { name } } } }', 1 + 2 + 2 * 2],
    ['{ search(words: "a") }', 3],
    ['{ search(filter: {and: [{text: "a"}, {and: {}}]}) }', 4],
    ['{ named { name } }', 5],
    ['{ found { ... on Book { sequel { name } } ... on Film { heavy } } }', 10 * (5 + 9)],
    ['{ book { name } book { sequel { name } } }', 2],
    ['{ ...F } fragment F on Query { book { ...G sequel { name } } } fragment G on Book { sequel { dear } }', 1 + 1 + 2],
    ['query ($s: Boolean!) { heavy @skip(if: $s) book @include(if: $s) { name } }', 1, { s: true }],
    ['query ($s: Boolean!) { heavy @skip(if: $s) book @include(if: $s) { name } }', 7, { s: false }],
    ['{ heavy @skip(if: true) book @include(if: false) { name } }', 0],
    ['{ __schema { types { name } } __typename }', 0],
  ])('%s costs %i', (query, expected, variables = {}) => {
    expect(costOf(query).estimate(variables)).toBe(expected);
  });
});

test.each<[string, Record<string, unknown>, string | null]>([
  ['{ exact { name } }', {}, 'Query.exact'],
  ['{ exact(first: 1, last: 1) { name } }', {}, 'Query.exact'],
  ['{ exact(first: 1) { name } }', {}, null],
  ['query ($n: Int) { exact(first: $n) { name } }', {}, 'Query.exact'],
  ['query ($n: Int) { exact(first: $n) { name } }', { n: 1 }, null],
  ['{ books { name } }', {}, null],
])('exactly one slicing argument where the schema requires it: %s with %j', (query, variables, expected) => {
  expect(costOf(query).unsliced(variables)).toBe(expected);
});

describe('the actual cost counts what the answer holds', () => {
  test.each<[string, unknown, number]>([
    ['{ books(first: 100) { name } }', { books: [{ name: 'a' }, { name: 'b' }] }, 2],
    ['{ book { sequel { name } } }', { book: { sequel: null } }, 1],
    ['{ book { sequel { name } } }', { book: null }, 0],
    ['mutation { a: lend { dear } }', { a: { dear: 'x' } }, 13],
    ['{ shelf { e: edges { node { name } } } }', { shelf: { e: [{ node: { name: 'a' } }] } }, 3],
    ['{ found { __typename ... on Film { heavy } ... on Book { dear } } }', { found: [{ __typename: 'Book', dear: '' }] }, 7],
    ['{ book { name } }', null, 0],
  ])('%s', (query, data, expected) => {
    expect(costOf(query).actual(data, {})).toBe(expected);
  });
});

test('a graph that says nothing of costs has the usual ones', async () => {
  const plain = await costsOver(`${federation()} type Query { a: [A] } type A { b: A c: Int }`);
  expect(plain('{ a { b { c } } }').estimate({})).toBe(20);
});
