import { given, subgraph } from '../../../test/given.ts';

given(
  'circular @requires, and @skip/@include on the path to entities',
  {
    posts: subgraph(
      `type Query { feed: [Post!]! node(id: ID!): Node } interface Node { id: ID! }
       type Post implements Node @key(fields: "id") { id: ID! byNovice: Boolean! @external byExpert: Boolean! @requires(fields: "byNovice") title: String }`,
      {
        Query: {
          feed: () => [
            { id: '1', title: 'A' },
            { id: '2', title: 'B' },
          ],
          node: () => ({ __typename: 'Post', id: '1', title: 'A' }),
        },
        Post: {
          __resolveReference: ({ id, byNovice }: { id: string; byNovice?: boolean }) => ({
            id,
            byExpert: byNovice === undefined ? undefined : !byNovice,
            title: `P${id}`,
          }),
        },
      },
    ),
    authors: subgraph(
      `type Post @key(fields: "id") { id: ID! byExpert: Boolean! @external author: Author! byNovice: Boolean! @requires(fields: "author { years }") sum: String @requires(fields: "byExpert")}
       type Author @key(fields: "id") { id: ID! years: Int @external name: String }`,
      {
        Post: {
          __resolveReference: (reference: object) => reference,
          author: ({ id }: { id: string }) => ({ id: `a${id}` }),
          byNovice: ({ author }: { author: { years: number } }) => author.years < 2,
          sum: ({ byExpert }: { byExpert: boolean }) => String(byExpert),
        },
        Author: { __resolveReference: ({ id }: { id: string }) => ({ id }), name: ({ id }: { id: string }) => `Name ${id}` },
      },
    ),
    people: subgraph('type Author @key(fields: "id") { id: ID! years: Int }', {
      Author: { __resolveReference: ({ id }: { id: string }) => ({ id, years: id === 'a1' ? 1 : 5 }) },
    }),
  },
  (ask, running) => {
    test('circular @requires are resolved from a known field', async () => {
      expect(await ask('{ feed { sum byNovice byExpert author { name } } }')).toEqual({
        data: {
          feed: [
            { sum: 'false', byNovice: true, byExpert: false, author: { name: 'Name a1' } },
            { sum: 'true', byNovice: false, byExpert: true, author: { name: 'Name a2' } },
          ],
        },
      });
    });
    test.each([
      [
        { yes: true, no: false },
        { title: 'A', author: { name: 'Name a1' } },
      ],
      [{ yes: false, no: false }, { title: 'A' }],
      [{ yes: true, no: true }, {}],
    ])('are respected: %j', async (variables, first) => {
      const before = running().subgraphs.authors?.calls.length ?? 0;
      const query = `query($yes: Boolean!, $no: Boolean = true) { feed { ...F @skip(if: $no) } }
        fragment F on Post { title author @include(if: $yes) { name } }`;
      expect(await ask(query, variables)).toMatchObject({ data: { feed: [first, {}] } });
      const called = (running().subgraphs.authors?.calls.length ?? 0) - before;
      expect(called).toBe('author' in first ? 1 : 0);
    });
    test('many conditions in one operation are all respected', async () => {
      const names = Array.from({ length: 12 }, (_, at) => `v${at}`);
      const query = `query(${names.map((name) => `$${name}: Boolean!`)}) {
        feed { ${names.map((name, at) => `a${at}: author @include(if: $${name}) { name }`).join(' ')} } }`;
      for (const left of ['v3', 'v11']) {
        const { data } = (await ask(query, Object.fromEntries(names.map((name) => [name, name === left])))) as {
          data: { feed: object[] };
        };
        expect(data.feed[0]).toEqual({ [left.replace('v', 'a')]: { name: 'Name a1' } });
      }
    });
    test('conditions of a field that is selected twice are respected', async () => {
      const query =
        'query($yes: Boolean!) { node(id: 1) { id ... on Post @include(if: $yes) { author { name } } ... on Post { author { id @skip(if: $yes) __typename } } } }';
      expect(await ask(query, { yes: true })).toEqual({
        data: { node: { id: '1', author: { name: 'Name a1', __typename: 'Author' } } },
      });
      expect(await ask(query, { yes: false })).toEqual({
        data: { node: { id: '1', author: { id: 'a1', __typename: 'Author' } } },
      });
    });
  },
);
