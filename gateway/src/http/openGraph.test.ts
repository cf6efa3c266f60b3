import { type OpenGateway, startOpenGateway } from '../../test/openGateway.ts';
import { federation } from '../../test/subgraph.ts';

let paid: number;
let seen: number;

/** What a client may ask by mistake: none of it may be executed, or leave as a fault of the gateway. */
describe('an open graph', () => {
  let gateway: OpenGateway;
  beforeAll(async () => {
    gateway = await startOpenGateway({
      a: {
        sdl: `${federation('"@key"', '"@context"', '"@fromContext"')}
            type Query { a: Int seen: Int q: Query t: T list: [Query!] }
            type Subscription { s: Int }
            type Mutation { pay(n: Int): Int drop: Int root: Payload }
            type Payload { query: Query }
            type T @key(fields: "id") @context(name: "here") { id: ID! lang: String u: U }
            type U @key(fields: "id") { id: ID! word(in: String @fromContext(field: "$here { lang }")): String }`,
        resolvers: {
          Query: {
            a: () => 1,
            seen: () => ++seen,
            q: () => ({}),
            t: () => ({ id: 1, lang: 'en', u: { id: 2 } }),
            list: () => [{}, {}],
          },
          Mutation: { pay: () => ++paid, drop: () => 0, root: () => ({ query: {} }) },
        },
      },
    });
  }, 240_000);
  afterAll(() => gateway.stop());
  beforeEach(() => {
    paid = 0;
    seen = 0;
  });

  const refused = async (query: string, operationName?: string) => {
    const answer = await gateway.ask(query, operationName === undefined ? {} : { operationName });
    expect([answer.status, answer.codes, answer.data]).toEqual([400, ['BAD_USER_INPUT'], undefined]);
    return answer.errors[0]?.message ?? '';
  };

  describe('an operation that cannot be resolved is not executed', () => {
    const two = 'mutation A { pay(n: 1) } mutation B { drop }';
    test.each([
      ['several, and none named', two, undefined, /2 operations.*"A", "B"/],
      ['a name that none has', two, 'Z', /no operation "Z".*"A", "B"/],
      ['the empty name', two, '', /no operation ""/],
      ['the empty name of the only one', 'mutation A { pay(n: 1) }', '', /no operation ""/],
      ['a name, and the only one has none', 'mutation { pay(n: 1) }', 'A', /leave "operationName" out/],
      ['an anonymous one beside another', 'query { seen } query B { a }', 'C', /no operation "C"/],
      ['a name of JavaScript’s', two, '__proto__', /no operation "__proto__"/],
      ['a fragment’s name', 'mutation A { ...F } fragment F on Mutation { pay(n: 1) }', 'F', /no operation "F"/],
      ['nothing but a fragment', 'fragment F on Mutation { pay(n: 1) }', undefined, /no operation/],
    ])('%s', async (_, query, operationName, message) => {
      const answer = await gateway.ask(query, operationName === undefined ? {} : { operationName });
      expect(answer.status).toBe(400);
      expect(answer.data ?? null).toBeNull();
      if (!answer.codes.includes('GRAPHQL_VALIDATION_FAILED')) {
        expect(answer.codes).toEqual(['BAD_USER_INPUT']);
        expect(answer.errors[0]?.message).toMatch(message);
      }
      expect([paid, seen]).toEqual([0, 0]);
    });

    test('by GET neither', async () => {
      for (const name of ['Z', '', '__proto__']) {
        const query = new URLSearchParams({ query: 'mutation A { pay(n: 1) }', operationName: name });
        expect((await fetch(`${gateway.url}/graphql?${query}`)).status).toBe(400);
      }
      expect(paid).toBe(0);
    });

    test('one that is named right is', async () => {
      expect((await gateway.ask(two, { operationName: 'A' })).data).toEqual({ pay: 1 });
      expect((await gateway.ask('mutation A { pay(n: 1) }')).data).toEqual({ pay: 2 });
    });
  });

  test.each([
    ['a subscription', 'subscription { s }', /no subscriptions/],
    ['a subscription beside a query', 'query A { a } subscription B { s }', /2 operations/],
    ['an argument from a context', '{ t { u { word } } }', /"U\.word".*@fromContext/],
    ['the same in a fragment', '{ t { ...F } } fragment F on T { u { w: word } }', /"U\.word".*@fromContext/],
  ])('%s is refused in a sentence', async (_, query, message) => {
    expect(await refused(query)).toMatch(message);
  });

  test('a mutation is planned one field at a time, and a query root in its payload is answered', async () => {
    const { data } = await gateway.ask('mutation { root { query { a __typename __type(name: "T") { name } } } }');
    expect(data).toEqual({ root: { query: { a: 1, __typename: 'Query', __type: { name: 'T' } } } });
  });

  describe('the schema tells of itself', () => {
    test.each([
      ['under an alias', '{ x: __schema { queryType { n: name } } }', { x: { queryType: { n: 'Query' } } }],
      [
        'the names of its types under aliases',
        '{ __type(name: "T") { a: __typename b: __typename name } }',
        { __type: { a: '__Type', b: '__Type', name: 'T' } },
      ],
      [
        'below a field of the query type',
        '{ q { __schema { queryType { name } } } a }',
        { q: { __schema: { queryType: { name: 'Query' } } }, a: 1 },
      ],
      [
        'in a list of queries, two levels down',
        '{ list { q { t: __type(name: "U") { name } } } }',
        { list: [{ q: { t: { name: 'U' } } }, { q: { t: { name: 'U' } } }] },
      ],
      [
        'in fragments that are merged',
        '{ ...A ...B } fragment A on Query { __schema { queryType { name } } } fragment B on Query { __schema { queryType { kind } } }',
        { __schema: { queryType: { name: 'Query', kind: 'OBJECT' } } },
      ],
      ['of what is not there', '{ __type(name: "Nothing") { name } }', { __type: null }],
      ['under the name __proto__', '{ __proto__: __type(name: "T") { name } }', JSON.parse('{"__proto__":{"name":"T"}}')],
    ])('%s', async (_, query, data) => {
      const answer = await gateway.ask(query);
      expect([answer.errors, JSON.stringify(answer.data)]).toEqual([[], JSON.stringify(data)]);
    });

    test('by variables, and under conditions', async () => {
      const query = `query ($n: String!, $no: Boolean!, $deprecated: Boolean) {
        a @skip(if: $no)
        __type(name: $n) { name @skip(if: $no) kind fields(includeDeprecated: $deprecated) { name @include(if: $no) } }
        __schema @include(if: $no) { queryType { name } } }`;
      const ask = async (no: boolean) => (await gateway.ask(query, { variables: { n: 'T', no, deprecated: true } })).data;
      expect(await ask(true)).toEqual({
        __type: { kind: 'OBJECT', fields: [{ name: 'id' }, { name: 'lang' }, { name: 'u' }] },
        __schema: { queryType: { name: 'Query' } },
      });
      expect(await ask(false)).toEqual({ a: 1, __type: { name: 'T', kind: 'OBJECT', fields: [{}, {}, {}] } });
    });
  });
});

test('a graph without mutations says so', async () => {
  const gateway = await startOpenGateway({ a: { sdl: `${federation('"@key"')} type Query { a: Int }`, resolvers: {} } });
  for (const [query, message] of [
    ['mutation { pay }', /no mutation operations/],
    ['subscription { s }', /no subscriptions/],
  ] as const) {
    const answer = await gateway.ask(query);
    expect([answer.status, answer.codes]).toEqual([400, ['BAD_USER_INPUT']]);
    expect(answer.errors[0]?.message).toMatch(message);
  }
  await gateway.stop();
});

test('an operation without a plan is refused, and no subgraph is called', async () => {
  const imports = federation('"@key"', '"@shareable"', '"@external"');
  const found = 'type Query { found: Found @shareable } interface Found { id: ID! }';
  const resolvers = { Query: { found: () => ({ __typename: 'Ship', id: 1 }) } };
  const gateway = await startOpenGateway({
    ships: {
      sdl: `${imports} ${found} type Ship implements Found @key(fields: "id") { id: ID! } type Port implements Found @key(fields: "id") { id: ID! @external depth: Int }`,
      resolvers,
    },
    ports: {
      sdl: `${imports} ${found} type Ship implements Found @key(fields: "id") { id: ID! @external crew: Int } type Port implements Found @key(fields: "id") { id: ID! }`,
      resolvers,
    },
  });
  try {
    const { status, codes, data, errors } = await gateway.ask('{ found { id } }');
    expect([status, codes, data]).toEqual([400, ['BAD_USER_INPUT'], undefined]);
    expect(errors[0]?.message).toContain('"Found.id" at "found" is resolved by no subgraph for all objects');
    expect(Object.values(gateway.subgraphs).flatMap(({ calls }) => calls)).toEqual([]);
  } finally {
    await gateway.stop();
  }
}, 240_000);
