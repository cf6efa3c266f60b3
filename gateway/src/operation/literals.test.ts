import { buildSchema, parse, validate } from 'graphql';
import { liftLiterals } from './literals.ts';

const schema = buildSchema(`
  directive @note(text: String) on FIELD
  type Query {
    a(id: ID, n: Int, f: Float, s: String, b: Boolean, mood: Mood, when: Date, amount: Amount, many: [Int!], filter: Filter, must: Int!): A
    c: A
  }
  type A { id: ID  a(n: Int): A  d(n: Float): Int }
  type Mutation { change(filter: Filter!): Int }
  enum Mood { GOOD BAD }
  scalar Date
  scalar Amount
  input Filter { text: String  and: [Filter!]  mood: Mood = GOOD  n: Int }
`);

const lifted = (query: string, name?: string) => {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const { shape, literals } = liftLiterals(document, name, schema);
  expect(validate(schema, parse(shape))).toEqual([]);
  return { text: shape.replace(/\s+/g, ' ').trim(), values: [...literals.values()].join(' ') };
};

describe('literals of arguments become variables', () => {
  test.each([
    ['{ a(id: "1", must: 2) { id } }', '($literal_0: ID!, $literal_1: Int!)', '"literal_0":"1" "literal_1":2'],
    ['{ a(id: 12345678901234567890, must: 2) { id } }', '', '"literal_0":"12345678901234567890" "literal_1":2'],
    ['{ a(must: 1, f: 2) { id } }', '$literal_1: Float!', '"literal_0":1 "literal_1":2'],
    [
      '{ a(must: 1, f: 1.50, s: "x\\ny", b: true, mood: BAD) { id } }',
      '$literal_4: Mood!',
      '"literal_1":1.5 "literal_2":"x\\ny" "literal_3":true "literal_4":"BAD"',
    ],
    ['{ a(must: 1, s: """ a block """) { id } }', '', '"literal_1":" a block "'],
    ['{ a(must: 1, when: "2013-10-19") { id } }', '$literal_1: Date!', '"literal_1":"2013-10-19"'],
    ['{ a(must: 1, many: [1, 2]) { id } }', '$literal_1: [Int!]!', '"literal_1":[1,2]'],
    [
      '{ a(must: 1, filter: {text: "x", and: [{n: 3, mood: BAD}, {text: null}]}) { id } }',
      '$literal_1: Filter!',
      '"literal_1":{"text":"x","and":[{"n":3,"mood":"BAD"},{"text":null}]}',
    ],
    ['query ($t: String) { a(must: 1, filter: {text: $t, n: 5}) { id } }', '{text: $t, n: $literal_1}', '"literal_1":5'],
    ['{ a(must: 1) { ...F } } fragment F on A { a(n: 7) { id } }', 'a(n: $literal_1)', '"literal_0":1 "literal_1":7'],
    ['mutation { change(filter: {n: 1}) }', '$literal_0: Filter!', '"literal_0":{"n":1}'],
    ['query ($literal_0: Int!) { a(must: $literal_0, n: 4) { id } }', '$literal0_0: Int!', '"literal0_0":4'],
    ['query One { a(must: 1) { id } } query Two { a(must: 2) { id } }', 'query Two', '"literal_0":2'],
  ])('%s', (query, text, values) => {
    const result = lifted(query, query.includes('Two') ? 'Two' : undefined);
    expect(result.text).toContain(text);
    expect(result.values).toContain(values);
  });
});

describe('what a variable might change stays as it is', () => {
  test.each([
    ['null', '{ a(must: 1, n: null) { id } }', 'n: null'],
    ['a number for a custom scalar', '{ a(must: 1, amount: 12345678901234567890) { id } }', 'amount: 12345678901234567890'],
    ['an object for a custom scalar', '{ a(must: 1, amount: {fen: 1}) { id } }', 'amount: {fen: 1}'],
    ['a single value for a list', '{ a(must: 1, many: 3) { id } }', 'many: 3'],
    ['conditions', '{ c @skip(if: true) { id } a(must: 1) @include(if: false) { id } }', '@include(if: false)'],
    ['arguments of other directives', '{ c @note(text: "x") { id } }', '@note(text: "x")'],
    ['defaults of variables', 'query ($n: Int = 3) { a(must: 1, n: $n) { id } }', '$n: Int = 3'],
    [
      'what is asked of the schema',
      '{ __type(name: "A") { fields(includeDeprecated: true) { name } } }',
      '__type(name: "A") { fields(includeDeprecated: true)',
    ],
    [
      'what is asked of the schema in a fragment',
      '{ __schema { types { ...F } } } fragment F on __Type { fields(includeDeprecated: true) { name } }',
      'fields(includeDeprecated: true)',
    ],
  ])('%s', (_, query, text) => {
    expect(lifted(query).text).toContain(text);
  });
});

test('fields that are merged go on having the same arguments', () => {
  const { text, values } = lifted('{ a(must: 1, n: 1) { id } a(must: 1, n: 1) { a(n: 1) { id } d(n: 1) } }');
  expect(text.match(/a\(must: \$literal_0, n: \$literal_0\)/g)).toHaveLength(2);
  expect(values).toBe('"literal_0":1 "literal_1":1');
});

test.each([
  ['{ a(must: 1, s: "x") { id } }', '{ a(must: 2, s: "y") { id } }', true],
  ['{ a(must: 1, n: 1) { id } }', '{ a(must: 1, n: 2) { id } }', false],
  ['{ a(must: 1) { id } }', '{ a(must: 1) { id a { id } } }', false],
  ['{ a(must: 1, n: null) { id } }', '{ a(must: 1, n: 2) { id } }', false],
])('%s and %s have one shape: %s', (one, other, same) => {
  expect(lifted(one).text === lifted(other).text).toBe(same);
});
