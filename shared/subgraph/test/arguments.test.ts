import { scalars } from '@union-graph/schema';
import { buildSchema, graphql } from 'graphql';
import { checkArguments } from '../src/index.ts';

const schema = checkArguments(
  buildSchema(`
    type Query { search(nameStartsWith: String, names: [String!], depth: Int, deep: Deep): String  plain(id: ID): String  count(period: PeriodInput): String  of: Thing }
    type Thing { found(name: String!): String }
    input Deep { nameZh: String, text: String, file: String, document: String, more: [Deep!], kind: Kind }
    input PeriodInput { from: String!, to: String! }
    enum Kind { A }
  `),
);
const answer = (source: string, rootValue: object) => graphql({ schema, source, rootValue });

test('every text of every argument comes in its form, however deep; nothing else is touched', async () => {
  const got: unknown[] = [];
  const search = (args: unknown) => void got.push(args);
  const source = `{ search(nameStartsWith: "\u3000ＡＢ", names: ["ａ"], depth: 2, deep: { text: "ａ\\r\\nｂ", file: "ＡＢ",
    more: [{ nameZh: "Ａ  Ｂ", kind: A, more: [] }] }) }`;
  expect((await answer(source, { search })).errors).toBeUndefined();
  expect(got).toEqual([
    {
      nameStartsWith: 'AB',
      names: ['a'],
      depth: 2,
      deep: { text: 'ａ\nｂ', file: 'ＡＢ', more: [{ nameZh: 'A B', kind: 'A', more: [] }] },
    },
  ]);
});

test('fields of entities have the same door, and a refusal names the field and where it was asked', async () => {
  const { data } = await answer('{ of { found(name: "Ａ") } }', { of: { found: ({ name }: { name: string }) => name } });
  expect(data).toEqual({ of: { found: 'A' } });
  const { errors } = await answer('{ search(deep: { more: [{ nameZh: "王\u200b" }] }) }', {});
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'nameZh' });
  expect(errors?.[0]?.path).toEqual(['search']);
});

test('null and what was left out stay so; an id is not a text', async () => {
  const got: unknown[] = [];
  await answer('{ search(nameStartsWith: null, deep: { text: null }) plain(id: "Ａ") }', {
    search: (args: unknown) => void got.push(args),
    plain: (args: unknown) => void got.push(args),
  });
  expect(got).toEqual([{ nameStartsWith: null, deep: { text: null } }, { id: 'Ａ' }]);
});

test('no period ends before it begins; it may be a day, and may be left out', async () => {
  const count = () => 'done';
  const ask = (period: string) => answer(`{ count(period: ${period}) }`, { count });
  const { errors } = await ask('{ from: "2013-09-02", to: "2013-09-01" }');
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT', field: 'to' }]);
  for (const period of ['{ from: "2013-09-02", to: "2013-09-02" }', 'null'])
    expect(await ask(period)).toEqual({ data: { count: 'done' } });
});

test.each([
  ['an id', '{ plain(id: $x) }', 'id'],
  ['a name', '{ search(nameStartsWith: $x) }', 'nameStartsWith'],
  ['a document', '{ search(deep: { more: [{ document: $x }] }) }', 'document'],
])('neither NUL nor half a character comes in: %s', async (_, selection, field) => {
  for (const x of ['\u0000', 'a\ud800b', '\udc00']) {
    const source = `query ($x: ${field === 'id' ? 'ID' : 'String'}) ${selection}`;
    const { errors } = await graphql({ schema, source, variableValues: { x } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT', field }]);
  }
  expect((await graphql({ schema, source: '{ plain(id: "\u{1f600}") }' })).errors).toBeUndefined();
});

test('a file of rows comes in as it is: its reader refuses what cannot be stored, row by row', async () => {
  const got: unknown[] = [];
  const source = 'query ($x: String) { search(deep: { more: [{ file: $x }] }) }';
  await graphql({
    schema,
    source,
    variableValues: { x: 'a,\u0000' },
    rootValue: { search: (args: unknown) => void got.push(args) },
  });
  expect(got).toEqual([{ deep: { more: [{ file: 'a,\u0000' }] } }]);
});

describe('what a mutation writes must be possible', () => {
  const writing = checkArguments(
    buildSchema(`
      scalar Date  scalar DateTime  scalar Fen  scalar DistrictCode
      type Query { on(day: Date): String }
      type Mutation { write(input: WriteInput!): String }
      input WriteInput { on: Date, contractTo: Date, employedTo: Date, birthDate: Date, at: DateTime, fen: Fen, parts: [Part!], districtCodes: [DistrictCode!] }
      input Part { dueOn: Date }
    `),
  );
  for (const [name, scalar] of Object.entries(scalars))
    Object.assign(writing.getType(name) ?? {}, { parseLiteral: scalar.parseLiteral });
  const now = new Date('2013-10-19T02:00:00Z');
  const write = async (input: string) => {
    const source = `mutation { write(input: ${input}) }`;
    const { errors } = await graphql({ schema: writing, source, rootValue: { write: () => 'done' }, contextValue: { now } });
    return errors?.[0]?.extensions.field ?? null;
  };

  test.each([
    ['{ on: "0001-01-01" }', 'on'],
    ['{ on: "1900-01-01" }', 'on'],
    ['{ on: "1949-09-30" }', 'on'],
    ['{ on: "1949-10-01" }', null],
    ['{ on: "2033-10-19" }', null],
    ['{ on: "2033-10-20" }', 'on'],
    ['{ contractTo: "2063-10-19", employedTo: "2063-10-19" }', null],
    ['{ contractTo: "2063-10-20" }', 'contractTo'],
    ['{ employedTo: "2063-10-20" }', 'employedTo'],
    ['{ on: "9999-12-31" }', 'on'],
    ['{ birthDate: "1888-10-18" }', 'birthDate'],
    ['{ birthDate: "1888-10-19" }', null],
    ['{ birthDate: "2013-10-19" }', null],
    ['{ birthDate: "2013-10-20" }', 'birthDate'],
    ['{ at: "0001-01-02T00:00:00Z" }', 'at'],
    ['{ at: "1949-09-30T23:59:59+08:00" }', 'at'],
    ['{ at: "1949-10-01T00:00:00+08:00" }', null],
    ['{ at: "9999-12-31T00:00:00Z" }', 'at'],
    ['{ fen: "100000000000000" }', null],
    ['{ fen: "100000000000001" }', 'fen'],
    ['{ fen: "9223372036854775807" }', 'fen'],
    ['{ parts: [{ dueOn: "2013-10-20" }, { dueOn: "1234-05-06" }] }', 'dueOn'],
    ['{ districtCodes: ["110105", "110190", "110229"] }', null],
    ['{ districtCodes: ["110105", "110199"] }', 'districtCodes'],
    ['{ districtCodes: ["110103"] }', 'districtCodes'],
    ['{ on: null, at: null, fen: null, parts: null }', null],
  ])('%s', async (input, field) => {
    expect(await write(input)).toBe(field);
  });

  test('a question may be about any day', async () => {
    const { errors } = await graphql({ schema: writing, source: '{ on(day: "0001-01-01") }', contextValue: { now } });
    expect(errors).toBeUndefined();
  });
});
