import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, federation, startSubgraph } from '../../test/subgraph.ts';

const echo = {
  sdl: `${federation()}
    type Query { whole(n: Int): Int flag(on: Boolean!): Boolean many(n: [Int!]): Int one(in: In): Int page(size: Int! = 5): Int
      byId(id: ID): ID byIds(ids: [ID!]): [ID!] deep(in: Deep): ID floating(x: Float): Float }
    input In { n: Int m: Int! = 4 }
    input Deep { id: ID  ids: [ID!]  x: Float  more: [Deep!] }`,
  resolvers: {
    Query: {
      whole: (_: unknown, { n }: { n?: number }) => n ?? null,
      flag: (_: unknown, { on }: { on: boolean }) => on,
      many: (_: unknown, { n }: { n: number[] }) => n.length,
      byId: (_: unknown, { id }: { id?: string }) => id ?? null,
      byIds: (_: unknown, { ids }: { ids: string[] }) => ids,
      deep: (_: unknown, { in: { id, ids = [] } }: { in: { id?: string; ids?: string[] } }) => id ?? ids.join(' '),
      floating: (_: unknown, { x }: { x: number }) => x,
      one: (_: unknown, { in: { n, m } }: { in: { n?: number; m: number } }) => n ?? m,
      page: (_: unknown, { size }: { size: number }) => size,
    },
  },
};

let issuer: FixtureIssuer;
let subgraph: FixtureSubgraph;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const keys = await gatewayKeys();
  issuer = await startIssuer();
  subgraph = await startSubgraph('echo', echo, keys.trusted);
  gateway = await startTestGateway({ subgraphs: [subgraph], serviceKey: keys.serviceKey, issuer: issuer.url });
});
afterAll(async () => {
  await gateway.stop();
  await subgraph.stop();
  await issuer.stop();
});

const NAMES = [
  ...['usual', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '__typename', '_e0', '_entities', 'id__as0', '_as0'],
  ...['representations', 'representations_0', 'literal_0', 'as0_usual'],
];
/** Operations with a variable that is called `$v`, and a value that does not fit it; undefined leaves it out. */
const UNFIT: [string, unknown, string][] = [
  [
    'query ($v: Boolean!) { flag(on: true) @include(if: $v) }',
    undefined,
    'Variable "$v" of required type "Boolean!" was not provided.',
  ],
  ['query ($v: Boolean!) { flag(on: $v) }', null, 'Variable "$v" of non-null type "Boolean!" must not be null.'],
  ['query ($v: Int) { whole(n: $v) }', 'x', 'Variable "$v" got invalid value "x"; Int cannot represent non-integer value: "x"'],
  [
    'query ($v: In) { one(in: $v) }',
    { n: 'as0_v as0_e0' },
    'Variable "$v" got invalid value "as0_v as0_e0" at "v.n"; Int cannot represent non-integer value: "as0_v as0_e0"',
  ],
  ...[
    ['query ($v: Boolean = true) { flag(on: $v) }', 'Boolean!'],
    ['query ($v: Boolean = false) { whole(n: 1) @skip(if: $v) }', 'Boolean!'],
    [
      'query ($v: Boolean = true) { ...Part } fragment Part on Query { ...Deeper } fragment Deeper on Query { flag(on: $v) }',
      'Boolean!',
    ],
    ['query ($v: Int = 1) { many(n: [$v]) }', 'Int!'],
    ['query ($v: Int) { page(size: $v) }', 'Int!'],
    ['query ($v: Int) { one(in: { m: $v }) }', 'Int!'],
  ].map(([query, type]): [string, unknown, string] => [
    query as string,
    null,
    `Variable "$v" must not be null where "${type}" is needed. Leave the variable out to use the default value.`,
  ]),
];

describe.each(NAMES)('the variable "$%s"', (name) => {
  const named = (text: string) => text.replaceAll('$v', () => `$${name}`).replace('"v.n"', `"${name}.n"`);

  test.each(UNFIT)("%s with %j is told under the client's name", async (query, value, message) => {
    const variables = value === undefined ? {} : { [name]: value };
    const { status, errors } = await gateway.ask(named(query), { variables });
    expect({ status, errors }).toEqual({
      status: 400,
      errors: [expect.objectContaining({ message: named(message), extensions: { code: 'BAD_USER_INPUT' } })],
    });
  });

  test('takes no value that is given under another name', async () => {
    const strays = Object.fromEntries([0, 1, 2].map((count) => [`as${count}_${name.replace(/^_+/, '')}`, 7]));
    const variables = Object.fromEntries(Object.entries(strays).filter(([stray]) => stray !== name));
    const { data } = await gateway.ask(named('query ($v: Int) { whole(n: $v) }'), { variables });
    expect(data).toEqual({ whole: null });
  });
});

test.each([
  ['query ($v: Boolean = true) { flag(on: $v) }', {}, { flag: true }],
  ['query ($v: Int) { page(size: $v) }', {}, { page: 5 }],
  ['query ($v: Int) { one(in: { m: $v }) }', {}, { one: 4 }],
  ['query ($v: Int = 1) { whole(n: $v) }', { v: null }, { whole: null }],
  [
    'query One($v: Int = 1) { whole(n: $v) } query Two($v: Int = 1) { ...Part } fragment Part on Query { page(size: $v) }',
    { v: null },
    { whole: null },
  ],
])('%s takes %j', async (query, variables, data) => {
  const operationName = query.startsWith('query One') ? 'One' : undefined;
  expect(await gateway.ask(query, { variables, operationName })).toMatchObject({ status: 200, data });
});

test("more mistakes than are told are the client's as well", async () => {
  const { codes } = await gateway.ask('query ($v: [Int!]) { many(n: $v) }', { variables: { v: Array(200).fill('x') } });
  expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
});

test('"$__proto__" is refused before its value is read', async () => {
  const send = (variables: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{ "query": "query ($__proto__: Int!) { whole(n: $__proto__) }", "variables": ${variables} }`,
    }).then((answer) => answer.json());
  for (const variables of ['{}', '{ "__proto__": null }', '{ "__proto__": "x" }'])
    expect(await send(variables)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});

describe('an id may be a number, as long as none of its digits are lost', () => {
  // As clients send it: a JavaScript number would have lost the digits before.
  const send = async (query: string, variables: string) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
    });
    return (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
  };

  test.each([
    ['query ($id: ID) { byId(id: $id) }', '{"id":9007199254740991}', { byId: '9007199254740991' }],
    ['query ($id: ID) { byId(id: $id) }', '{"id":-9007199254740991}', { byId: '-9007199254740991' }],
    ['query ($id: ID) { byId(id: $id) }', '{"id":"9007199254740993"}', { byId: '9007199254740993' }],
    ['query ($id: ID) { byId(id: $id) }', '{"id":null}', { byId: null }],
    ['query ($x: Float) { floating(x: $x) }', '{"x":1e300}', { floating: 1e300 }],
    ['query ($in: Deep) { deep(in: $in) }', '{"in":{"id":"a","x":1e300}}', { deep: 'a' }],
    ['{ byId(id: 9007199254740993) }', '{}', { byId: '9007199254740993' }],
    [
      '{ byIds(ids: [9007199254740993, 123456789012345678901234567890]) }',
      '{}',
      { byIds: ['9007199254740993', '123456789012345678901234567890'] },
    ],
    ['{ deep(in: { id: 9007199254740993 }) }', '{}', { deep: '9007199254740993' }],
    ['query ($id: ID = 9007199254740993) { byId(id: $id) }', '{}', { byId: '9007199254740993' }],
    [
      'query ($in: Deep = { ids: [9007199254740993, "b"], x: 9007199254740993 }) { deep(in: $in) }',
      '{}',
      { deep: '9007199254740993 b' },
    ],
  ])('%s with %s', async (query, variables, data) => {
    expect(await send(query, variables)).toEqual({ data });
  });

  test.each([
    ['query ($id: ID) { byId(id: $id) }', '{"id":9007199254740993}', '"$id" got invalid value 9007199254740992; ID'],
    ['query ($id: ID!) { byId(id: $id) }', '{"id":-9007199254740993}', '"$id" got invalid value -9007199254740992; ID'],
    ['query ($id: ID) { byId(id: $id) }', '{"id":1e21}', '"$id" got invalid value 1e+21; ID'],
    ['query ($ids: [ID!]) { byIds(ids: $ids) }', '{"ids":["a",9007199254740993]}', 'at "ids[1]"; ID'],
    ['query ($ids: [ID!]) { byIds(ids: $ids) }', '{"ids":9007199254740993}', '"$ids" got invalid value 9007199254740992; ID'],
    ['query ($in: Deep) { deep(in: $in) }', '{"in":{"more":[{},{"id":9007199254740993}]}}', 'at "in.more[1].id"; ID'],
    ['query ($id: ID) { deep(in: { id: $id }) }', '{"id":9007199254740993}', '"$id" got invalid value'],
  ])('%s with %s is refused', async (query, variables, told) => {
    const { data, errors } = await send(query, variables);
    expect([data, errors?.map(({ extensions }) => extensions.code)]).toEqual([undefined, ['BAD_USER_INPUT']]);
    expect(errors?.[0]?.message).toContain(told);
  });
});
