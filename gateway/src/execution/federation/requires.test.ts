import { find, given, subgraph } from '../../../test/given.ts';

const goods = [
  { id: 'g1', grams: 1000 },
  { id: 'g2', grams: 2000 },
];
given(
  'a required field with arguments',
  {
    goods: subgraph(
      'type Query { goods: [Good!]! } type Good @key(fields: "id") { id: ID! weight(unit: String!): Int box: Box } type Box { price(in: String!): Int }',
      {
        Query: { goods: () => goods },
        Good: {
          __resolveReference: find(goods, 'id'),
          weight: ({ grams }: { grams: number }, { unit }: { unit: string }) =>
            grams * (unit === 'KG' ? 1 : unit === 'LB' ? 2 : 3),
          box: () => ({}),
        },
        Box: { price: (_: unknown, args: { in: string }) => args.in.length },
      },
    ),
    shipping: subgraph(
      `type Good @key(fields: "id") { id: ID! weight(unit: String!): Int @external box: Box @external
         kilo: Int @requires(fields: "weight(unit: \\"KG\\")") pound: Int @requires(fields: "weight(unit: \\"LB\\")") dear: Int @requires(fields: "box { price(in: \\"YUAN\\") }")
         free: Int }
       type Box { price(in: String!): Int @external }`,
      {
        Good: {
          __resolveReference: (reference: object) => reference,
          kilo: ({ weight }: { weight: number }) => weight + 1,
          pound: ({ weight }: { weight: number }) => weight + 2,
          dear: ({ box }: { box: { price: number } }) => box.price,
          free: () => 0,
        },
      },
    ),
  },
  (ask) => {
    test('is fetched with these arguments', async () => {
      expect(await ask('{ goods { kilo dear } }')).toEqual({
        data: {
          goods: [
            { kilo: 1001, dear: 4 },
            { kilo: 2001, dear: 4 },
          ],
        },
      });
    });
    test('does not collide with the same field and other arguments of the client', async () => {
      expect(await ask('{ goods { weight(unit: "T") kilo w: weight(unit: "LB") box { price(in: "EUR") } dear } }')).toEqual({
        data: {
          goods: [
            { weight: 3000, kilo: 1001, w: 2000, box: { price: 3 }, dear: 4 },
            { weight: 6000, kilo: 2001, w: 4000, box: { price: 3 }, dear: 4 },
          ],
        },
      });
    });
    test('may be required twice with different arguments', async () => {
      expect(await ask('{ goods { free kilo pound dear } }')).toEqual({
        data: {
          goods: [
            { free: 0, kilo: 1001, pound: 2002, dear: 4 },
            { free: 0, kilo: 2001, pound: 4002, dear: 4 },
          ],
        },
      });
    });
  },
);

given(
  'a @requires that crashes the native planner',
  {
    a: subgraph('type Query { one: Thing } type Thing @key(fields: "id") { id: ID! }', { Query: { one: () => ({ id: '1' }) } }),
    c: subgraph('type Thing @key(fields: "id") { id: ID! marks: [[Boolean]!] }', {
      Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, marks: [[true, null], []] }) },
    }),
    d: subgraph(
      'type Thing @key(fields: "id") { id: ID! marks: [[Boolean]!] @external told(x: Int = 7): String @requires(fields: "marks") }',
      {
        Thing: {
          __resolveReference: (reference: object) => reference,
          told: ({ marks }: { marks: unknown }, { x }: { x: number }) => `${JSON.stringify(marks)} ${x}`,
        },
      },
    ),
  },
  (ask) => {
    test('is planned by our own planner', async () => {
      expect(await ask('{ one { told other: told(x: 0) } }')).toEqual({
        data: { one: { told: '[[true,null],[]] 7', other: '[[true,null],[]] 0' } },
      });
    });
    test('the native planner plans further operations afterwards', async () => {
      const asked = ['{ one { id } }', '{ one { told } }', '{ one { x: id } }', '{ one { told(x: 3) } }', '{ one { marks } }'];
      expect(await Promise.all(asked.map((query) => ask(query)))).toEqual([
        { data: { one: { id: '1' } } },
        { data: { one: { told: '[[true,null],[]] 7' } } },
        { data: { one: { x: '1' } } },
        { data: { one: { told: '[[true,null],[]] 3' } } },
        { data: { one: { marks: [[true, null], []] } } },
      ]);
    });
  },
);
