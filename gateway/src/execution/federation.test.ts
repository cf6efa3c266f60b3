import { GraphQLError } from 'graphql';
import { type Federation, startFederation } from '../../test/federation.ts';
import { type Definition, federation } from '../../test/subgraph.ts';

const IMPORTS = [
  '"@key"',
  '"@external"',
  '"@requires"',
  '"@provides"',
  '"@shareable"',
  '"@interfaceObject"',
  '"@inaccessible"',
  '"@override"',
];
const subgraph = (sdl: string, resolvers: object = {}): Definition => ({ sdl: `${federation(...IMPORTS)}\n${sdl}`, resolvers });
const find = (list: readonly Record<string, unknown>[], key: string) => (reference: Record<string, unknown>) =>
  list.find((one) => one[key] === reference[key]) ?? null;

/** Runs one case on both planners. */
const PLANNERS = ['hive', 'apollo'] as const;

function given(
  name: string,
  definitions: Record<string, Definition>,
  cases: (ask: (query: string, variables?: Record<string, unknown>) => Promise<unknown>, running: () => Federation) => void,
) {
  describe.each(PLANNERS)(`${name}, planned by %s`, (planner) => {
    let running: Federation;
    beforeAll(async () => {
      running = await startFederation(definitions);
    });
    afterAll(() => running.stop());
    cases(
      (query, variables) => running.ask(planner, query, variables),
      () => running,
    );
  });
}

const users = [
  { id: 'u1', name: 'One', email: 'one@example.org', region: 'north', no: 1 },
  { id: 'u2', name: 'Two', email: 'two@example.org', region: 'south', no: 2 },
];

given(
  'keys that overlap, and keys found only through another subgraph',
  {
    accounts: subgraph(
      'type Query { users: [User!]! } type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! @shareable }',
      {
        Query: { users: () => users },
        User: {
          __resolveReference: (reference: object) =>
            users.find((user) =>
              Object.entries(reference).every(([key, value]) => key === '__typename' || user[key as 'id'] === value),
            ),
        },
      },
    ),
    regions: subgraph(
      'type User @key(fields: "email") @key(fields: "region { code no }") { email: String! @shareable region: Region! @shareable } type Region { code: String! @shareable no: Int! @shareable }',
      {
        User: {
          __resolveReference: (reference: { email: string }) => {
            const user = users.find(({ email }) => email === reference.email);
            return user && { ...user, region: { code: user.region, no: user.no } };
          },
        },
      },
    ),
    weather: subgraph(
      'type User @key(fields: "region { code no }") { region: Region! @shareable rain: String } type Region { code: String! @shareable no: Int! @shareable }',
      {
        User: {
          __resolveReference: (reference: object) => reference,
          rain: ({ region }: { region: { code: string; no: number } }) => `${region.code} ${region.no}`,
        },
      },
    ),
  },
  (ask) => {
    test('lead to the field', async () => {
      expect(await ask('{ users { id rain } }')).toEqual({
        data: {
          users: [
            { id: 'u1', rain: 'north 1' },
            { id: 'u2', rain: 'south 2' },
          ],
        },
      });
    });
    test('do not show when they are not asked for, and names of the client do not meet them', async () => {
      expect(await ask('{ users { email: id id: email region: rain } }')).toEqual({
        data: {
          users: [
            { email: 'u1', id: 'one@example.org', region: 'north 1' },
            { email: 'u2', id: 'two@example.org', region: 'south 2' },
          ],
        },
      });
    });
  },
);

const books = [
  { isbn: 'b1', no: '1' },
  { isbn: 'b2', no: '2' },
  { isbn: 'b3', no: '3' },
];
given(
  'null keys',
  {
    shelves: subgraph('type Query { shelves: [Shelf] } type Shelf { book: Book } type Book @key(fields: "isbn") { isbn: ID! }', {
      Query: { shelves: () => [...books.map((book) => ({ book })), { book: null }] },
    }),
    numbers: subgraph('type Book @key(fields: "no") @key(fields: "isbn") { isbn: ID! no: ID }', {
      Book: {
        __resolveReference: ({ isbn }: { isbn: string }) => (isbn === 'b3' ? null : { isbn, no: isbn === 'b2' ? null : '1' }),
      },
    }),
    authors: subgraph('type Book @key(fields: "no") { no: ID author: Author } type Author { name: String }', {
      Book: {
        __resolveReference: ({ no }: { no: string | null }) => {
          if (no === null) throw new GraphQLError('No number.');
          return { no };
        },
        author: () => ({ name: 'Lu Xun' }),
      },
    }),
  },
  (ask, running) => {
    test('find nothing and are not asked with', async () => {
      expect(await ask('{ shelves { book { isbn author { name } } } }')).toEqual({
        data: {
          shelves: [
            { book: { isbn: 'b1', author: { name: 'Lu Xun' } } },
            { book: { isbn: 'b2', author: null } },
            { book: { isbn: 'b3', author: null } },
            { book: null },
          ],
        },
      });
      expect(running().subgraphs.authors?.calls.at(-1)?.variables).toEqual({
        representations: [{ __typename: 'Book', no: '1' }],
      });
    });
  },
);

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
    test('say what they are with the help of another subgraph', async () => {
      expect(await ask('{ liked { __typename id likes title ... on Film { minutes stars } } }')).toEqual({
        data: {
          liked: [
            { __typename: 'Song', id: 's9', likes: 2, title: 'T s9' },
            { __typename: 'Film', id: 'f9', likes: 2, title: 'T f9', minutes: 90, stars: 5 },
          ],
        },
      });
    });
    test('that nobody else knows have only what their own subgraph gives', async () => {
      expect(await ask('{ lost { id likes } }')).toEqual({ data: { lost: { id: 'gone', likes: 4 } } });
      expect(await ask('{ lost { id title } }')).toEqual({ data: { lost: { id: 'gone', title: null } } });
      expect(await ask('{ lost { __typename id } }')).toEqual({
        data: { lost: null },
        errors: [expect.objectContaining({ path: ['lost', '__typename'] })],
      });
    });
  },
);

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
    test('is asked for with them', async () => {
      expect(await ask('{ goods { kilo dear } }')).toEqual({
        data: {
          goods: [
            { kilo: 1001, dear: 4 },
            { kilo: 2001, dear: 4 },
          ],
        },
      });
    });
    test("does not meet the client's own arguments", async () => {
      expect(await ask('{ goods { weight(unit: "T") kilo w: weight(unit: "LB") box { price(in: "EUR") } dear } }')).toEqual({
        data: {
          goods: [
            { weight: 3000, kilo: 1001, w: 2000, box: { price: 3 }, dear: 4 },
            { weight: 6000, kilo: 2001, w: 4000, box: { price: 3 }, dear: 4 },
          ],
        },
      });
    });
    test('may be required twice with different ones', async () => {
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
  'unions that subgraphs know in part, and shared root fields',
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
    test('are answered by those who know', async () => {
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
    test('are put together', async () => {
      expect(await ask('{ one { a b same } }')).toEqual({ data: { one: { a: 'a', b: 'b', same: 's' } } });
    });
  },
);

given(
  'requirements that go in a circle, and conditions on the way to entities',
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
    test('end where something is known', async () => {
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
    ])('hold: %j', async (variables, first) => {
      const before = running().subgraphs.authors?.calls.length ?? 0;
      const query = `query($yes: Boolean!, $no: Boolean = true) { feed { ...F @skip(if: $no) } }
        fragment F on Post { title author @include(if: $yes) { name } }`;
      expect(await ask(query, variables)).toMatchObject({ data: { feed: [first, {}] } });
      const called = (running().subgraphs.authors?.calls.length ?? 0) - before;
      expect(called).toBe('author' in first ? 1 : 0);
    });
    test('hold for fields given twice', async () => {
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

const log: string[] = [];
given(
  'mutations',
  {
    one: subgraph(
      'type Query { x: Int } type Mutation { first: Thing second(n: Int): Thing } type Thing @key(fields: "id") { id: ID! }',
      {
        Mutation: {
          first: () => {
            log.push('first');
            return { id: '1' };
          },
          second: (_: unknown, { n }: { n: number }) => {
            log.push(`second ${n}`);
            return { id: '2' };
          },
        },
      },
    ),
    two: subgraph('type Mutation { between: Thing } type Thing @key(fields: "id") { id: ID! seen: String }', {
      Mutation: {
        between: () => {
          log.push('between');
          return { id: '3' };
        },
      },
      Thing: {
        __resolveReference: (reference: object) => reference,
        seen: () => {
          log.push('read');
          return log.join();
        },
      },
    }),
  },
  (ask) => {
    test('are made in order, and what each is asked for is read before the next', async () => {
      log.length = 0;
      expect(await ask('mutation($n: Int) { first { seen } between { id } second(n: $n) { id } }', { n: 3 })).toEqual({
        data: { first: { seen: 'first,read' }, between: { id: '3' }, second: { id: '2' } },
      });
      expect(log).toEqual(['first', 'read', 'between', 'second 3']);
    });
  },
);

given(
  'what a subgraph must not decide',
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
    test('hidden values and types are null, with an error', async () => {
      expect(await ask('{ mood moods thing { __typename id } }')).toEqual({
        data: { mood: null, moods: null, thing: null },
        errors: [['mood'], ['moods', 1], ['thing']].map((path) => expect.objectContaining({ path })),
      });
    });
    test('names that every object has are fields like others', async () => {
      expect(await ask('{ constructor toString: mood valueOf: constructor }')).toMatchObject({
        data: { constructor: 3, toString: null, valueOf: 3 },
      });
    });
    test('the schema tells itself beside data', async () => {
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

given(
  'a requirement that ends the process of the native planner',
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
    test('is planned by the other', async () => {
      expect(await ask('{ one { told other: told(x: 0) } }')).toEqual({
        data: { one: { told: '[[true,null],[]] 7', other: '[[true,null],[]] 0' } },
      });
    });
    test('and the native planner plans on', async () => {
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
