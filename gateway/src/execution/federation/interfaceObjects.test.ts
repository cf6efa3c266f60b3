import { find, given, subgraph } from '../../../test/given.ts';

given(
  'interface objects',
  {
    media: subgraph(
      `type Query { all: [Media!]! } interface Media @key(fields: "id") { id: ID! title: String }
       type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
       type Song implements Media @key(fields: "id") { id: ID! title: String }`,
      {
        Query: {
          all: () => [
            { __typename: 'Film', id: 'f1', title: 'Film', minutes: 90 },
            { __typename: 'Song', id: 's1', title: 'Song' },
          ],
        },
        Media: {
          __resolveReference: ({ id }: { id: string }) =>
            id === 'gone' ? null : { __typename: id.startsWith('f') ? 'Film' : 'Song', id, title: `T ${id}`, minutes: 90 },
        },
        Film: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `T ${id}`, minutes: 90 }) },
        Song: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `T ${id}` }) },
      },
    ),
    likes: subgraph(
      `type Query { liked: [Media!]! lost: Media } type Media @key(fields: "id") @interfaceObject { id: ID! likes(than: Int): Int }`,
      {
        Query: { liked: () => [{ id: 's9' }, { id: 'f9' }], lost: () => ({ id: 'gone' }) },
        Media: {
          __resolveReference: (reference: object) => reference,
          likes: ({ id }: { id: string }, { than }: { than?: number }) => id.length + (than ?? 0),
        },
      },
    ),
    stars: subgraph(`type Film @key(fields: "id") { id: ID! stars: Int }`, {
      Film: { __resolveReference: (reference: object) => reference, stars: () => 5 },
    }),
  },
  (ask) => {
    test('add fields to every object of the interface', async () => {
      expect(await ask('query($n: Int) { all { id likes(than: $n) ... on Film { minutes stars } } }', { n: 10 })).toEqual({
        data: {
          all: [
            { id: 'f1', likes: 12, minutes: 90, stars: 5 },
            { id: 's1', likes: 12 },
          ],
        },
      });
    });
    test('another subgraph resolves their object types', async () => {
      expect(await ask('{ liked { __typename id likes title ... on Film { minutes stars } } }')).toEqual({
        data: {
          liked: [
            { __typename: 'Song', id: 's9', likes: 2, title: 'T s9' },
            { __typename: 'Film', id: 'f9', likes: 2, title: 'T f9', minutes: 90, stars: 5 },
          ],
        },
      });
    });
    test('an object that no other subgraph knows has the fields of its own subgraph only', async () => {
      expect(await ask('{ lost { id likes } }')).toEqual({ data: { lost: { id: 'gone', likes: 4 } } });
      expect(await ask('{ lost { id title } }')).toEqual({ data: { lost: { id: 'gone', title: null } } });
      expect(await ask('{ lost { __typename id } }')).toEqual({
        data: { lost: null },
        errors: [expect.objectContaining({ path: ['lost', '__typename'] })],
      });
    });
  },
);

const boats = [
  { __typename: 'Ferry', id: 'b1', flag: 'FR', decks: 3 },
  { __typename: 'Ferry', id: 'b2', flag: 'NO', decks: 5 },
];
given(
  'an interface object with a field that requires something',
  {
    fleet: subgraph(
      'type Query { boats: [Boat!]! } interface Boat @key(fields: "id") { id: ID! flag: String } type Ferry implements Boat @key(fields: "id") { id: ID! flag: String decks: Int }',
      {
        Query: { boats: () => boats },
        Boat: { __resolveReference: find(boats, 'id') },
        Ferry: { __resolveReference: find(boats, 'id') },
      },
    ),
    radio: subgraph(
      'type Query { heard: [Boat] } type Boat @key(fields: "id") @interfaceObject { id: ID! flag: String @external callSign: String @requires(fields: "flag") }',
      {
        Query: { heard: () => boats.map(({ id }) => ({ id })) },
        Boat: {
          __resolveReference: (reference: object) => reference,
          callSign: ({ id, flag }: { id: string; flag?: string }) => flag && `${flag}-${id}`,
        },
      },
    ),
  },
  (ask) => {
    const [one, two] = boats.map(({ id, flag }) => ({ id, flag, callSign: `${flag}-${id}` }));
    test('the required field is fetched from the subgraph that has it', async () => {
      expect(await ask('{ heard { id flag callSign } boats { id flag callSign } }')).toEqual({
        data: { heard: [one, two], boats: [one, two] },
      });
    });
    test('also under a type condition', async () => {
      expect(await ask('{ heard { ... on Ferry { decks callSign } id } }')).toEqual({
        data: {
          heard: [
            { decks: 3, callSign: 'FR-b1', id: 'b1' },
            { decks: 5, callSign: 'NO-b2', id: 'b2' },
          ],
        },
      });
    });
  },
);

given(
  'an interface of which a subgraph knows no object',
  {
    names: subgraph('interface Thing @key(fields: "id") { id: ID! } type Query { thing: Thing other: Int }', {
      Query: { thing: () => ({ __typename: 'Thing', id: 1 }), other: () => 1 },
    }),
    notes: subgraph(
      'type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID! note: String } type Query { noted: Thing }',
      { Query: { noted: () => ({ id: 1 }) }, Thing: { note: () => 'n' } },
    ),
  },
  (ask) => {
    test('a field of the interface object itself is resolved', async () => {
      expect(await ask('{ noted { id note } }')).toEqual({ data: { noted: { id: '1', note: 'n' } } });
    });
    test('a resolvable field is fetched, and the error of the subgraph is passed on', async () => {
      expect(await ask('{ other thing { id } }')).toMatchObject({
        data: { other: 1, thing: null },
        errors: [{ path: ['thing'], extensions: { service: 'names' } }],
      });
    });
    test('an operation without a plan is refused as a whole', async () => {
      const message = 'The field "Thing.note" at "thing" has no path: no subgraph has an object type of "Thing".';
      await expect(ask('{ thing { note } }')).rejects.toThrow(message);
      await expect(ask('{ other thing { note } }')).rejects.toThrow(message);
    });
  },
);
