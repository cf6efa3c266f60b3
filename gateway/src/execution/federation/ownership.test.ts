import { given, subgraph } from '../../../test/given.ts';
import { federation } from '../../../test/subgraph.ts';

given(
  'values and names that the gateway checks',
  {
    a: subgraph(
      'type Query { mood: Mood moods: [Mood!] thing: Thing constructor: Int meta: Thing! } enum Mood { GOOD BAD @inaccessible } interface Thing { id: ID! } type Open implements Thing { id: ID! } type Hidden implements Thing @inaccessible { id: ID! }',
      {
        Query: {
          mood: () => 'BAD',
          moods: () => ['GOOD', 'BAD'],
          thing: () => ({ __typename: 'Hidden', id: 1 }),
          meta: () => ({ __typename: 'Open', id: 2 }),
          constructor: () => 3,
        },
      },
    ),
  },
  (ask) => {
    test('inaccessible enum values and types are null, with an error', async () => {
      expect(await ask('{ mood moods thing { __typename id } }')).toEqual({
        data: { mood: null, moods: null, thing: null },
        errors: [['mood'], ['moods', 1], ['thing']].map((path) => expect.objectContaining({ path })),
      });
    });
    test('fields may have the names of inherited JavaScript properties', async () => {
      expect(await ask('{ constructor toString: mood valueOf: constructor }')).toMatchObject({
        data: { constructor: 3, toString: null, valueOf: 3 },
      });
    });
    test('introspection and data may be selected together', async () => {
      expect(
        await ask(
          'query($n: String = "Thing") { ...Q meta { id __typename } } fragment Q on Query { __typename s: __schema { queryType { name } } __type(name: $n) { kind fields(includeDeprecated: true) { n: name } } }',
        ),
      ).toEqual({
        data: {
          __typename: 'Query',
          s: { queryType: { name: 'Query' } },
          __type: { kind: 'INTERFACE', fields: [{ n: 'id' }] },
          meta: { id: '2', __typename: 'Open' },
        },
      });
    });
  },
);

const note = (field: string, otherwise: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@composeDirective"])
    @link(url: "https://specs.example.org/note/v1.0", import: ["@note"]) @composeDirective(name: "@note")
    directive @note(ink: Ink!${otherwise}) on FIELD | QUERY
    enum Ink { RED BLUE } type Query { ${field}: Int }`;
given(
  'directives that the client writes',
  {
    a: { sdl: note('x', ''), resolvers: { Query: { x: () => 1 } } },
    b: { sdl: note('y', ' = BLUE'), resolvers: { Query: { y: () => 2 } } },
  },
  (ask, running) => {
    test('are accepted, and not sent to subgraphs', async () => {
      expect(await ask('query @note { x @note y @note(ink: RED) }')).toEqual({ data: { x: 1, y: 2 } });
      expect(running().subgraphs.a?.calls.at(-1)?.query).not.toContain('note');
    });
    test('unknown directives are refused', async () => {
      await expect(ask('{ x @link }')).rejects.toThrow('@link');
      await expect(ask('{ x @unknown }')).rejects.toThrow('@unknown');
    });
  },
);

const T = 'type T @key(fields: "id") { id: ID!';
given(
  'a field that moves from one subgraph to another',
  {
    old: subgraph(`type Query { t: T } ${T} part: String done: String }`, {
      Query: { t: () => ({ id: 1, part: 'old', done: 'old' }) },
      T: { __resolveReference: () => ({ part: 'old', done: 'old' }) },
    }),
    next: subgraph(
      `type Query { u: T } ${T} part: String @override(from: "old", label: "percent(50)") done: String @override(from: "old", label: "percent(100)") }`,
      {
        Query: { u: () => ({ id: 1, part: 'new', done: 'new' }) },
        T: { __resolveReference: () => ({ part: 'new', done: 'new' }) },
      },
    ),
  },
  (ask) => {
    test('is resolved by the old subgraph until percent(100)', async () => {
      const t = { part: 'old', done: 'new' };
      expect(await ask('{ t { part done } u { part done } }')).toEqual({ data: { t, u: t } });
    });
  },
);

given(
  'an argument that is taken from a context',
  {
    a: {
      sdl: `${federation('"@key"', '"@context"', '"@fromContext"')}
        type Query { t: T } type T @key(fields: "id") @context(name: "here") { id: ID! lang: String u: U }
        type U @key(fields: "id") { id: ID! word(in: String @fromContext(field: "$here { lang }")): String }`,
      resolvers: { Query: { t: () => ({ id: 1, lang: 'en', u: { id: 2 } }) } },
    },
  },
  (ask) => {
    test('an operation that needs it is refused; other operations are answered', async () => {
      expect(await ask('{ t { lang u { id } } }')).toEqual({ data: { t: { lang: 'en', u: { id: '2' } } } });
      await expect(ask('{ t { u { word } } }')).rejects.toThrow('@fromContext');
    });
  },
);
