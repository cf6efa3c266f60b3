import { given, subgraph } from '../../../test/given.ts';

const dog = { __typename: 'Dog', id: 'd1', name: 'Fido', age: 4 };
const cat = { __typename: 'Cat', id: 'c1', name: 'Whiskers', age: 6 };
const stub = ({ __typename, id }: { __typename: string; id: string }) => ({ __typename, id });

given(
  'fields that @provides names through an interface',
  {
    a: subgraph(
      `type Query { media: Media @shareable book: Book @provides(fields: "animals { ... on Dog { name } }") }
       interface Media { id: ID! } interface Animal { id: ID! }
       type Book implements Media @key(fields: "id") { id: ID! @shareable animals: [Animal] @shareable }
       type Dog implements Animal @key(fields: "id") { id: ID! @external name: String @external }
       type Cat implements Animal @key(fields: "id") { id: ID! @external }`,
      {
        Query: {
          media: () => ({ __typename: 'Book', id: 'm1', animals: [dog, cat].map(stub) }),
          book: () => ({ __typename: 'Book', id: 'm1', animals: [dog, stub(cat)] }),
        },
        Book: { __resolveReference: (reference: object) => ({ ...reference, animals: [dog, cat].map(stub) }) },
      },
    ),
    b: subgraph(
      `type Query { media: Media @shareable @provides(fields: "animals { id name }") }
       interface Media { id: ID! animals: [Animal] } interface Animal { id: ID! name: String }
       type Book implements Media { id: ID! @shareable animals: [Animal] @external }
       type Dog implements Animal { id: ID! @external name: String @external }
       type Cat implements Animal { id: ID! @external name: String @external }`,
      { Query: { media: () => ({ __typename: 'Book', id: 'm1', animals: [dog, cat] }) } },
    ),
    c: subgraph(
      `interface Media { id: ID! animals: [Animal] } interface Animal { id: ID! name: String }
       type Book implements Media @key(fields: "id") { id: ID! @shareable animals: [Animal] @shareable }
       type Dog implements Animal @key(fields: "id") { id: ID! name: String age: Int }
       type Cat implements Animal @key(fields: "id") { id: ID! name: String age: Int }`,
      {
        Book: { __resolveReference: (reference: object) => ({ ...reference, animals: [dog, cat] }) },
        Dog: { __resolveReference: () => dog },
        Cat: { __resolveReference: () => cat },
      },
    ),
  },
  (ask) => {
    const animals = [
      { id: 'd1', name: 'Fido' },
      { id: 'c1', name: 'Whiskers' },
    ];
    test('are resolved by the providing subgraph', async () => {
      expect(await ask('{ media { id animals { id name } } }')).toEqual({ data: { media: { id: 'm1', animals } } });
    });
    test('are resolved together with fields that are not provided', async () => {
      expect(await ask('{ media { id animals { id name ... on Cat { age } } } }')).toEqual({
        data: { media: { id: 'm1', animals: [animals[0], { ...animals[1], age: 6 }] } },
      });
    });
    test('are resolved under a type condition', async () => {
      expect(await ask('{ book { animals { ... on Dog { name } } } }')).toEqual({
        data: { book: { animals: [{ name: 'Fido' }, {}] } },
      });
    });
  },
);

given(
  'interfaces that two subgraphs have as objects',
  {
    a: subgraph(
      `type Query { x: Int } interface Account @key(fields: "id") { id: ID! }
       type Admin implements Account @key(fields: "id") { id: ID! isMain: Boolean! isActive: Boolean! @shareable }
       type Regular implements Account @key(fields: "id") { id: ID! isMain: Boolean! isActive: Boolean! @shareable }`,
      {
        Account: {
          __resolveReference: ({ id }: { id: string }) =>
            id === 'u3' ? null : { __typename: id === 'u1' ? 'Admin' : 'Regular', id, isMain: true, isActive: true },
        },
        Admin: { __resolveReference: (reference: object) => ({ ...reference, isMain: true, isActive: true }) },
        Regular: { __resolveReference: (reference: object) => ({ ...reference, isMain: false, isActive: true }) },
      },
    ),
    b: subgraph('type Query { accounts: [Account] } type Account @key(fields: "id") @interfaceObject { id: ID! name: String! }', {
      Query: { accounts: () => ['u1', 'u2', 'u3'].map((id) => ({ id, name: `N ${id}` })) },
      Account: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `N ${id}` }) },
    }),
    c: subgraph('type Account @key(fields: "id") @interfaceObject { id: ID! isActive: Boolean! @shareable }', {
      Account: { __resolveReference: ({ id }: { id: string }) => ({ id, isActive: false }) },
    }),
  },
  (ask) => {
    test('are used for all objects when the selection does not depend on the type', async () => {
      expect(await ask('{ accounts { id name isActive } }')).toEqual({
        data: { accounts: ['u1', 'u2', 'u3'].map((id) => ({ id, name: `N ${id}`, isActive: false })) },
      });
    });
    test('are used after the object type is known when the selection depends on it', async () => {
      expect(await ask('{ accounts { id ... on Admin { isMain name } } }')).toEqual({
        data: { accounts: [{ id: 'u1', isMain: true, name: 'N u1' }, { id: 'u2' }, null] },
        errors: [expect.anything()],
      });
    });
  },
);

given(
  'a shared field of which each subgraph knows the keys of one type',
  {
    a: subgraph(
      `type Query { node(id: ID!): Node @shareable account(id: String!): Account } interface Node { id: ID! }
       type Account implements Node @key(fields: "id") { id: ID! username: String! }
       type Chat implements Node @key(fields: "id") { id: ID! @external account: Account! }`,
      {
        Query: {
          node: (_: unknown, { id }: { id: string }) =>
            id.startsWith('a') ? { __typename: 'Account', id, username: 'U' } : { __typename: 'Chat', id: 'wrong' },
          account: (_: unknown, { id }: { id: string }) => ({ id, username: 'U' }),
        },
        Account: { __resolveReference: (reference: object) => ({ ...reference, username: 'U' }) },
        Chat: { __resolveReference: (reference: object) => ({ ...reference, account: { id: 'a1', username: 'U' } }) },
      },
    ),
    b: subgraph(
      `type Query { node(id: ID!): Node @shareable chat(id: String!): Chat } interface Node { id: ID! }
       type Account implements Node @key(fields: "id") { id: ID! @external chats: [Chat!]! }
       type Chat implements Node @key(fields: "id") { id: ID! text: String! }`,
      {
        Query: {
          node: (_: unknown, { id }: { id: string }) =>
            id.startsWith('c') ? { __typename: 'Chat', id, text: 'T' } : { __typename: 'Account', id: 'wrong' },
          chat: (_: unknown, { id }: { id: string }) => ({ id, text: 'T' }),
        },
        Chat: { __resolveReference: (reference: object) => ({ ...reference, text: 'T' }) },
        Account: { __resolveReference: (reference: object) => ({ ...reference, chats: [{ id: 'c1', text: 'T' }] }) },
      },
    ),
  },
  (ask) => {
    const noWay = async (query: string) => {
      const answer = await ask(query).then(
        (given) => given,
        (error: unknown) => ({ errors: [error] }),
      );
      expect(answer).toEqual({ errors: [expect.anything()] });
    };
    test.each(['{ node(id: "a1") { id } }', '{ a: node(id: "a1") { id ... on Chat { id } } c: node(id: "c1") { __typename } }'])(
      'has no plan when no subgraph resolves the field for all objects: %s',
      noWay,
    );
    test.each([
      [
        '{ a: node(id: "a1") { __typename } c: node(id: "c1") { __typename } }',
        { a: { __typename: 'Account' }, c: { __typename: 'Chat' } },
      ],
      [
        '{ a: node(id: "a1") { ... on Account { id username } } c: node(id: "c1") { ... on Chat { id text } } }',
        { a: { id: 'a1', username: 'U' }, c: { id: 'c1', text: 'T' } },
      ],
      ['{ a: node(id: "a1") { ... on Chat { id } } c: node(id: "c1") { ... on Account { id } } }', { a: {}, c: {} }],
      [
        '{ chat(id: "c1") { id text account { id username } } }',
        { chat: { id: 'c1', text: 'T', account: { id: 'a1', username: 'U' } } },
      ],
      [
        '{ account(id: "a1") { id username chats { id text } } }',
        { account: { id: 'a1', username: 'U', chats: [{ id: 'c1', text: 'T' }] } },
      ],
    ])('answers for one type: %s', async (query, data) => {
      expect(await ask(query)).toEqual({ data });
    });
  },
);
