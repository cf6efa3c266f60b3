import { given, subgraph } from '../../../test/given.ts';

given(
  'unions with different member types in each subgraph, and shared root fields',
  {
    a: subgraph(
      'type Query { found: [Found] @shareable one: Both @shareable } union Found = Book | Film type Book @key(fields: "id") { id: ID! title: String } type Film @key(fields: "id") { id: ID! title: String } type Both { a: String same: String @shareable }',
      {
        Query: {
          found: () => [
            { __typename: 'Book', id: 1, title: 'B' },
            { __typename: 'Film', id: 2, title: 'F' },
          ],
          one: () => ({ a: 'a', same: 's' }),
        },
      },
    ),
    b: subgraph(
      'type Query { found: [Found] @shareable one: Both @shareable others: [Found] } union Found = Book | Song type Book @key(fields: "id") { id: ID! pages: Int } type Song @key(fields: "id") { id: ID! title: Int! } type Both { b: String same: String @shareable }',
      {
        Query: {
          found: () => [
            { __typename: 'Book', id: 1 },
            { __typename: 'Book', id: 2 },
          ],
          one: () => ({ b: 'b', same: 's' }),
          others: () => [
            { __typename: 'Song', id: 3, title: 7 },
            { __typename: 'Book', id: 1 },
          ],
        },
        Book: { __resolveReference: (reference: object) => reference, pages: () => 10 },
      },
    ),
  },
  (ask) => {
    test('member types are fetched from the subgraphs that have them', async () => {
      expect(
        await ask('{ others { __typename ... on Song { t: title } ... on Film { x: title } ... on Book { id pages } } }'),
      ).toEqual({
        data: {
          others: [
            { __typename: 'Song', t: 7 },
            { __typename: 'Book', id: '1', pages: 10 },
          ],
        },
      });
    });
    test('shared root fields are merged', async () => {
      expect(await ask('{ one { a b same } }')).toEqual({ data: { one: { a: 'a', b: 'b', same: 's' } } });
    });
  },
);

const walk = { __typename: 'Walk', text: 'walk' };
const ride = { __typename: 'Ride', wheels: 2 };
const sail = { __typename: 'Sail', masts: 3, crew: { count: 4, tide: 5 } };
given(
  'a shared field with object types that the other subgraphs lack',
  {
    land: subgraph(
      'type Query { byLand: Trip } type Trip @key(fields: "id") { id: ID! day: Day @shareable } type Day @shareable { parts: [Part!]! } union Part = Walk | Ride type Walk @shareable { text: String } type Ride { wheels(more: Int): Int }',
      {
        Query: { byLand: () => ({ id: 1, day: { parts: [walk, ride] } }) },
        Ride: { wheels: (_: unknown, { more }: { more?: number }) => 2 + (more ?? 0) },
      },
    ),
    sea: subgraph(
      'type Query { bySea: Trip } type Trip @key(fields: "id") { id: ID! day: Day @shareable } type Day @shareable { parts: [Part!]! } union Part = Walk | Sail type Walk @shareable { text: String } type Sail { masts: Int crew: Crew } type Crew @key(fields: "count") { count: Int }',
      { Query: { bySea: () => ({ id: 1, day: { parts: [walk, sail] } }) } },
    ),
    moon: subgraph('type Crew @key(fields: "count") { count: Int tide: Int }', {
      Crew: { __resolveReference: (reference: object) => ({ ...reference, tide: 5 }) },
    }),
  },
  (ask) => {
    const parts =
      'day { parts { __typename ... on Walk { text } ... on Ride { wheels(more: $more) } ... on Sail { masts crew { count } } } }';
    test('fields of such a type are fetched from the subgraph that answered the object', async () => {
      expect(await ask(`query($more: Int) { byLand { ${parts} } bySea { ${parts} } }`, { more: 1 })).toEqual({
        data: {
          byLand: { day: { parts: [walk, { ...ride, wheels: 3 }] } },
          bySea: { day: { parts: [walk, { ...sail, crew: { count: 4 } }] } },
        },
      });
    });
  },
);

given(
  'one response key with a different selection for each member type',
  {
    a: subgraph(
      'type Query { said: Said } union Said = Praise | Blame type Praise { of: Person } type Blame { of: Person } type Person @key(fields: "id") { id: ID! }',
      { Query: { said: () => ({ __typename: 'Praise', of: { id: 1 } }) } },
    ),
    b: subgraph('type Person @key(fields: "id") { id: ID! name: String! }', {
      Person: { __resolveReference: (reference: object) => ({ ...reference, name: 'Ann' }) },
    }),
    c: subgraph('type Person @key(fields: "id") { id: ID! shame: String! }', {
      Person: {
        __resolveReference: () => {
          throw new Error('Nobody wants to know.');
        },
      },
    }),
  },
  (ask) => {
    test('only the selection of the actual type is fetched', async () => {
      expect(await ask('{ said { ... on Praise { of { name } } ... on Blame { of { shame } } } }')).toEqual({
        data: { said: { of: { name: 'Ann' } } },
      });
    });
  },
);
