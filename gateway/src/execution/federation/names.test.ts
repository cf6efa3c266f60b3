import { given, subgraph } from '../../../test/given.ts';

const numbered = { z: (_: unknown, { n }: { n: number }) => n, exact: (_: unknown, { n }: { n: number }) => `exact ${n}` };

given(
  'names that the planner generates',
  {
    a: subgraph(
      `type Query { p: P x(constructor: Int): X u: [U] }
       union U = P | X
       type P @key(fields: "id") { id: ID! z(n: Int): Int exact(n: Int): String rough: String constructor: String toString: Int }
       type X @key(fields: "id") { id: ID! weight(unit: String): Int weight__0: String _e0: Int }`,
      {
        Query: {
          p: () => ({ id: 'p1', rough: 'rough', constructor: 'built', toString: 7 }),
          x: () => ({ id: 'x1', weight__0: 'heavy', _e0: 5 }),
          u: () => [
            { __typename: 'P', id: 'p1', rough: 'rough' },
            { __typename: 'X', id: 'x1', _e0: 5 },
          ],
        },
        P: { ...numbered, __resolveReference: (reference: object) => ({ ...reference, rough: 'rough' }) },
        X: {
          weight: (_: unknown, { unit }: { unit: string }) => (unit === 'KG' ? 2 : 2000),
          __resolveReference: (reference: object) => ({ ...reference, weight__0: 'heavy' }),
        },
      },
    ),
    b: subgraph(
      `type P @key(fields: "id") { id: ID! b: Int }
       type X @key(fields: "id") {
         id: ID! weight(unit: String): Int @external g(n: Int): Int valueOf: Int
         price: Int @requires(fields: "weight(unit: \\"KG\\")")
       }`,
      {
        P: { __resolveReference: (reference: object) => reference, b: () => 2 },
        X: {
          __resolveReference: (reference: object) => reference,
          g: (_: unknown, { n }: { n: number }) => n,
          price: ({ weight }: { weight: number }) => weight * 10,
          valueOf: () => 4,
        },
      },
    ),
  },
  (ask) => {
    const answers = async (query: string, data: object, variables?: Record<string, unknown>) =>
      expect(await ask(query, variables)).toEqual({ data });

    test.each([
      ['{ p { id__as0: z(n: 1) id: z(n: 5) b } }', { id__as0: 1, id: 5, b: 2 }],
      ['{ p { as0_id: z(n: 1) id: z(n: 5) as1_id: z(n: 2) b } }', { as0_id: 1, id: 5, as1_id: 2, b: 2 }],
      ['{ p { id: rough rough: id b } }', { id: 'rough', rough: 'p1', b: 2 }],
      ['{ p { b: id id: b } }', { b: 'p1', id: 2 }],
      ['{ p { __typename: rough _entities: id _e0: z(n: 3) b } }', { __typename: 'rough', _entities: 'p1', _e0: 3, b: 2 }],
      [
        '{ p { toString: id constructor: b hasOwnProperty: rough } }',
        { toString: 'p1', constructor: 2, hasOwnProperty: 'rough' },
      ],
      ['{ p { toString constructor b valueOf: __typename } }', { toString: 7, constructor: 'built', b: 2, valueOf: 'P' }],
      ['{ p { id__alias_0: b _internal_qp_alias_0: rough } }', { id__alias_0: 2, _internal_qp_alias_0: 'rough' }],
    ])('never meet aliases: %s', (query, p) => answers(query, { p }));

    test('the alias "__proto__" works at the root, in lists and on entities', async () => {
      const answer = (await ask('{ __proto__: p { __proto__: b id } u { ... on P { __proto__: rough } } }')) as { data: object };
      expect(JSON.stringify(answer)).toBe('{"data":{"__proto__":{"__proto__":2,"id":"p1"},"u":[{"__proto__":"rough"},{}]}}');
    });

    test('do not collide with an alias under a condition', async () => {
      const query = 'query($x: Boolean!) { p { id__as0: rough @skip(if: $x) id: exact(n: 1) } }';
      await answers(query, { p: { id__as0: 'rough', id: 'exact 1' } }, { x: false });
      await answers(query, { p: { id: 'exact 1' } }, { x: true });
    });

    test('do not collide with fields of the graph', async () => {
      await answers('{ x { price weight__0 _e0 weight weight__1: weight(unit: "G") } }', {
        x: { price: 20, weight__0: 'heavy', _e0: 5, weight: 2000, weight__1: 2000 },
      });
      await answers('{ x(constructor: 1) { valueOf price id: weight__0 } u { ... on X { _e0 g(n: 8) } ... on P { b } } }', {
        x: { valueOf: 4, price: 20, id: 'heavy' },
        u: [{ b: 2 }, { _e0: 5, g: 8 }],
      });
    });

    test.each(['representations', 'representations_0', '__batch_reps_0', '_0', 'literal_0', '__proto__', 'constructor'])(
      'do not collide with the variable "$%s"',
      async (name) => {
        const variables = JSON.parse(`{"${name}":6}`) as Record<string, unknown>;
        await answers(
          `query($${name}: Int) { x { g(n: $${name}) } u { ... on X { g(n: $${name}) } ... on P { b } } }`,
          {
            x: { g: 6 },
            u: [{ b: 2 }, { g: 6 }],
          },
          variables,
        );
        const condition = JSON.parse(`{"${name}":true}`) as Record<string, unknown>;
        await answers(`query($${name}: Boolean!) { x { id g(n: 1) @skip(if: $${name}) } }`, { x: { id: 'x1' } }, condition);
        expect(await ask(`query($${name}: Int) { x { g(n: $${name}) } }`, JSON.parse(`{"${name}":"six"}`))).toEqual({
          errors: [expect.objectContaining({ message: expect.stringContaining(`Variable "$${name}" got invalid value "six"`) })],
        });
      },
    );
  },
);
