import { scalars } from '@union-graph/schema';
import { buildSchema, parse } from 'graphql';
import { type OpenGateway, startOpenGateway } from '../../test/openGateway.ts';
import { federation } from '../../test/subgraph.ts';
import { parseExactly } from './exactJson.ts';
import { operationWithFragments } from './operation.ts';
import { compileVariables } from './variables.ts';

let gateway: OpenGateway;
/** The bodies of the calls as they came. */
let bodies: string[];

beforeAll(async () => {
  gateway = await startOpenGateway({
    a: {
      sdl: `${federation()}
        scalar Json
        input In { x: Float json: Json }
        input Deep { id: ID x: Float more: [Deep!] }
        type Query { big(value: Json, values: [Json!], in: In, x: Float, n: Int, id: ID): Int deep(in: Deep): Int }`,
      resolvers: {},
    },
  });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  bodies = [];
  gateway.subgraphs.a?.behave((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"big":1}}');
    });
  });
});

/** Sends an operation with a variable `$v` whose value is JSON as it is written. */
async function ask(query: string, value: string) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"v":${value}}}`,
  });
  return (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
}

test.each([
  ['query ($v: Json) { big(value: $v) }', '12345678901234567890'],
  ['query ($v: Json) { big(value: $v) }', '-0.12345678901234567890123'],
  ['query ($v: Json) { big(value: $v) }', '{"deep":[12345678901234567890,1.5,"12345678901234567890"]}'],
  ['query ($v: [Json!]) { big(values: $v) }', '[12345678901234567890,1]'],
  ['query ($v: In) { big(in: $v) }', '{"json":12345678901234567890}'],
])('F-6: a custom scalar keeps the digits of a variable: %s with %s', async (query, value) => {
  expect(await ask(query, value)).toEqual({ data: { big: 1 } });
  expect(bodies).toEqual([expect.stringContaining(value)]);
});

test.each([
  ['query ($v: Float) { big(x: $v) }', '12345678901234567890', '12345678901234567000'],
  ['query ($v: In) { big(in: $v) }', '{"x":12345678901234567890}', '{"x":12345678901234567000}'],
  ['query ($v: Json) { big(value: $v) }', '1e400', 'null'],
])('a Float is rounded, and what is out of range is null: %s with %s', async (query, value, sent) => {
  expect(await ask(query, value)).toEqual({ data: { big: 1 } });
  expect(bodies).toEqual([expect.stringContaining(`:${sent}}`)]);
});

test.each([
  [
    'query ($v: Int) { big(n: $v) }',
    '12345678901234567890',
    /Int cannot represent non 32-bit signed integer value: 12345678901234567000/,
  ],
  ['query ($v: ID) { big(id: $v) }', '12345678901234567890', /ID cannot represent a number beyond/],
  ['query ($v: String) { big(id: "x", value: $v) }', '12345678901234567890', /String/],
  [
    'query ($v: In) { big(in: $v) }',
    '12345678901234567890',
    /got invalid value 12345678901234567000; Expected type "In" to be an object/,
  ],
  [
    'query ($v: Deep) { deep(in: $v) }',
    '{"more":[{"x":1.5},{"id":12345678901234567890}]}',
    /at "v.more\[1\].id"; ID cannot represent/,
  ],
])('other scalars refuse such a number: %s', async (query, value, message) => {
  const { errors } = await ask(query, value);
  expect(errors).toMatchObject([{ message: expect.stringMatching(message) }]);
  expect(bodies).toEqual([]);
});

test('an id is refused in the query string of a GET as well', async () => {
  const ask = async (id: string) => {
    const variables = encodeURIComponent(`{"v":${id}}`);
    const response = await fetch(
      `${gateway.url}/graphql?query=${encodeURIComponent('query ($v: ID) { big(id: $v) }')}&variables=${variables}`,
    );
    return response.json();
  };
  expect(await ask('9007199254740991')).toEqual({ data: { big: 1 } });
  expect(await ask('9007199254740993')).toMatchObject({
    errors: [{ message: expect.stringContaining('got invalid value 9007199254740992; ID cannot represent a number beyond') }],
  });
});

test('a body that is no JSON is refused, with such a number in it as well', async () => {
  for (const body of ['{"query":', '{"query":"{ big }","variables":{"v":12345678901234567890}', '']) {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([response.status, ((await response.json()) as { errors: unknown[] }).errors]).toMatchObject([
      400,
      [{ extensions: { code: 'BAD_USER_INPUT' } }],
    ]);
  }
});

test('a refusal shows a number as the client wrote it', async () => {
  const { errors } = await ask('query ($v: Int) { big(n: $v) }', '{"x":9007199254740993}');
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  expect(errors?.[0]?.message).toContain('got invalid value { x: 9007199254740993 }');
  expect(errors?.[0]?.message).not.toContain('exact number');
});

test('so does the refusal of an amount that a custom scalar reads', () => {
  const schema = buildSchema('scalar Fen type Query { pay(fen: Fen): Int }');
  Object.assign(schema.getType('Fen') as object, { parseValue: scalars.Fen?.parseValue });
  const operation = operationWithFragments(parse('query ($v: Fen) { pay(fen: $v) }'), undefined);
  const coerce = compileVariables(schema, operation, new Map());
  const { errors } = coerce(parseExactly('{"v":9007199254740993}') as Record<string, unknown>, true);
  expect(errors?.map(({ message }) => message)).toEqual([
    'Variable "$v" got invalid value 9007199254740993; Fen must be a whole number of fen, zero or more, as a string of digits or a safe integer; got 9007199254740993.',
  ]);
});
