import { buildSchema, graphql } from 'graphql';
import { keepTexts } from '../src/index.ts';

const schema = keepTexts(
  buildSchema(`
    type Query { search(nameStartsWith: String, names: [String!], depth: Int, deep: Deep): String  plain(id: ID): String  of: Thing }
    type Thing { found(name: String!): String }
    input Deep { nameZh: String, text: String, file: String, more: [Deep!], kind: Kind }
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
