import { given, subgraph } from '../../../test/given.ts';

const byId = { __resolveReference: (reference: object) => reference, b: () => 3 };

given(
  'keys and fields whose types differ between types and subgraphs',
  {
    a: subgraph(
      `type Query { p: P l: [U] deep: [D] }
       union U = P | Q
       union D = R | S
       type P @key(fields: "id") { id: ID! n: Int! @shareable list: [Int!]! @shareable }
       type Q @key(fields: "id") { id: ID n: Int @shareable list: [Int] @shareable }
       type R { inner: P! id_0: Int }
       type S { inner: Q }`,
      {
        Query: {
          p: () => ({ id: '1', n: 1, list: [1] }),
          l: () => [
            { __typename: 'P', id: '1', n: 1, list: [1] },
            { __typename: 'Q', id: '2', n: null, list: [null] },
            { __typename: 'Q', id: null },
          ],
          deep: () => [
            { __typename: 'R', inner: { id: '1', n: 1 }, id_0: 5 },
            { __typename: 'S', inner: { id: '2', n: 2 } },
          ],
        },
        P: { __resolveReference: (reference: object) => ({ ...reference, n: 1, list: [1] }) },
        Q: { __resolveReference: (reference: object) => ({ ...reference, n: 2, list: [2] }) },
      },
    ),
    b: subgraph(
      `type P @key(fields: "id") { id: ID! b: Int n: Int @shareable list: [Int] @shareable }
       type Q @key(fields: "id") { id: ID b: Int n: Int @shareable list: [Int] @shareable }`,
      { P: byId, Q: byId },
    ),
  },
  (ask) => {
    const query =
      'query($x: Boolean!, $y: Boolean!) { p { id @skip(if: $x) b @include(if: $y) } l { ... on P { b } ... on Q { b } } }';
    const l = [{ b: 3 }, { b: 3 }, { b: null }];
    test.each([
      [true, true, { b: 3 }],
      [true, false, {}],
      [false, true, { id: '1', b: 3 }],
      [false, false, { id: '1' }],
    ])('are asked for under names of their own, with conditions %s, %s', async (x, y, p) => {
      expect(await ask(query, { x, y })).toEqual({ data: { p, l } });
    });
    test('get aliases when only the conflicting fields are selected', async () => {
      expect(await ask('{ l { ... on P { b } ... on Q { b } } }')).toEqual({ data: { l } });
    });
    test('get aliases when the client selects them beside others', async () => {
      expect(await ask('{ l { __typename ... on P { n list b } ... on Q { n list b } } }')).toEqual({
        data: {
          l: [
            { __typename: 'P', n: 1, list: [1], b: 3 },
            { __typename: 'Q', n: null, list: [null], b: 3 },
            { __typename: 'Q', n: null, list: null, b: null },
          ],
        },
      });
    });
    test('get aliases in nested selection sets', async () => {
      expect(await ask('{ deep { ... on R { one: inner { n b } id_0 } ... on S { two: inner { n b } } } }')).toEqual({
        data: { deep: [{ one: { n: 1, b: 3 }, id_0: 5 }, { two: { n: 2, b: 3 } }] },
      });
    });
  },
);

given(
  'a field with an object type in one subgraph, and with its interface or union in another',
  {
    a: subgraph(
      `type Query { stops: [Stop] }
       type Stop @key(fields: "id") { id: ID! next: Vehicle @shareable last: Craft @shareable }
       interface Vehicle { id: ID! } union Craft = Tram | Ferry
       type Tram implements Vehicle @key(fields: "id") { id: ID! } type Ferry implements Vehicle @key(fields: "id") { id: ID! }`,
    ),
    b: subgraph(
      `type Query { line: Line } type Line { stop: Stop }
       type Stop @key(fields: "id") { id: ID! next: Tram @shareable last: Tram @shareable }
       type Tram @key(fields: "id") { id: ID! number: Int }`,
      {
        Query: { line: () => ({ stop: { id: 's', next: { id: '1', number: 7 }, last: { id: '2', number: 8 } } }) },
      },
    ),
  },
  (ask) => {
    test('__typename is fetched when the selection depends on the object type', async () => {
      const text =
        '{ line { stop { next { __typename id ... on Ferry { id } } last { ... on Tram { number } ... on Ferry { id } } } } }';
      expect(await ask(text)).toEqual({
        data: { line: { stop: { next: { __typename: 'Tram', id: '1' }, last: { number: 8 } } } },
      });
    });
  },
);
