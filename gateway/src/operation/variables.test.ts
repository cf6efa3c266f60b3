import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, federation, startSubgraph } from '../../test/subgraph.ts';

const echo = {
  sdl: `${federation()}
    type Query { whole(n: Int): Int flag(on: Boolean!): Boolean many(n: [Int!]): Int one(in: In): Int }
    input In { n: Int }`,
  resolvers: {
    Query: {
      whole: (_: unknown, { n }: { n?: number }) => n ?? null,
      flag: (_: unknown, { on }: { on: boolean }) => on,
      many: (_: unknown, { n }: { n: number[] }) => n.length,
      one: (_: unknown, { in: { n } }: { in: { n: number } }) => n,
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
