import { type ExecutionResult, GraphQLError } from 'graphql';
import { find, given, subgraph } from '../../../test/given.ts';

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
    test('several key jumps lead to the field', async () => {
      expect(await ask('{ users { id rain } }')).toEqual({
        data: {
          users: [
            { id: 'u1', rain: 'north 1' },
            { id: 'u2', rain: 'south 2' },
          ],
        },
      });
    });
    test('key fields that are not selected are not in the answer, and do not collide with aliases', async () => {
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

given(
  'one hidden entity in many rows',
  {
    rows: subgraph('type Query { rows: [Row!] } type Row { by: Person or: Person } type Person @key(fields: "id") { id: ID! }', {
      Query: { rows: () => Array.from({ length: 300 }, () => ({ by: { id: 'hidden' }, or: { id: 'hidden' } })) },
    }),
    persons: subgraph('type Person @key(fields: "id") { id: ID! role: String! }', { Person: { __resolveReference: () => null } }),
  },
  (ask) => {
    test('is null in each, with ten errors a field and one for all others', async () => {
      const { data, errors = [] } = (await ask('{ rows { by { role } or { role } } }')) as ExecutionResult;
      expect(data?.rows).toEqual(Array(300).fill({ by: null, or: null }));
      const codes = errors.map(({ path, extensions }) => [extensions?.code, path?.at(2) ?? null]);
      expect(codes.filter(([, field]) => field === 'by')).toEqual(Array(10).fill(['NOT_FOUND', 'by']));
      expect(codes.filter(([, field]) => field === 'or')).toEqual(Array(10).fill(['NOT_FOUND', 'or']));
      expect(errors.slice(20).map(({ message }) => message)).toEqual([
        'There were 580 more errors than these, at "rows.by.role" (290), "rows.or.role" (290). Select less to get an error for each field that failed.',
      ]);
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
    test('an entity with a null key is not fetched', async () => {
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

const tools = [{ id: 't1', serial: 'S1', stock: { hall: 'H', shelf: 'A', box: '7' }, label: 'hammer' }];
given(
  'a subgraph that has keys with resolvable: false',
  {
    labels: subgraph(
      'type Tool @key(fields: "id") @key(fields: "stock { hall shelf }", resolvable: false) { id: ID! stock: Stock! label: String! } type Stock { hall: ID! shelf: ID! }',
      { Tool: { __resolveReference: find(tools, 'id') } },
    ),
    halls: subgraph(
      'type Query { tools: [Tool!]! } type Tool @key(fields: "stock { hall shelf }", resolvable: false) @key(fields: "id stock { shelf box }") @key(fields: "id", resolvable: false) { id: ID! stock: Stock! label: String! @external sign: String! @requires(fields: "label") } type Stock { hall: ID! shelf: ID! box: ID! }',
      {
        Query: { tools: () => tools },
        Tool: {
          __resolveReference: ({ id, stock, label }: { id?: string; stock: { box?: string }; label?: string }) =>
            id && stock.box ? { id, stock, label } : null,
          sign: ({ label }: { label?: string }) => `<${label}>`,
        },
      },
    ),
  },
  (ask) => {
    test('is asked by a resolvable key', async () => {
      expect(await ask('{ tools { id label sign } }')).toEqual({
        data: { tools: [{ id: 't1', label: 'hammer', sign: '<hammer>' }] },
      });
    });
  },
);
