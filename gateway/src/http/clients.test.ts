import { type AnyVariables, Client, fetchExchange, type OperationResult } from '@urql/core';
import { people, places } from '../../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;
const PAGE = 'http://localhost:5173';

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  gateway = await startTestGateway({
    subgraphs,
    serviceKey,
    issuer: issuer.url,
    origins: ['http://localhost:*', 'https://app.example'],
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, ...subgraphs].map((part) => part.stop()));
});

/** urql with its defaults, which ask by GET where the address is short enough; tells how it asked. */
function urql(token?: string) {
  const methods: string[] = [];
  const client = new Client({
    url: `${gateway.url}/graphql`,
    exchanges: [fetchExchange],
    fetch: (input, init) => {
      methods.push(init?.method ?? 'GET');
      return fetch(input, init);
    },
    ...(token && { fetchOptions: { headers: { authorization: `Bearer ${token}` } } }),
  });
  const codes = ({ error }: OperationResult<unknown, AnyVariables>) =>
    error?.graphQLErrors.map(({ extensions }) => extensions.code);
  return { client, methods, codes };
}

describe('urql with its defaults', () => {
  test('asks short queries by GET and long ones by POST, and is answered', async () => {
    const { client, methods } = urql();
    const short = await client.query('query Greeting { hello }', {}).toPromise();
    expect([short.data, short.error]).toEqual([expect.objectContaining({ hello: 'hello' }), undefined]);
    const long = await client
      .query(`query Greeting { hello ${Array.from({ length: 49 }, (_, at) => `${'a'.repeat(60)}${at}: hello`).join(' ')} }`, {})
      .toPromise();
    expect([long.data?.hello, long.error]).toEqual(['hello', undefined]);
    expect(methods).toEqual(['GET', 'POST']);
  });

  test('brings variables and a token', async () => {
    const { client, codes } = urql(await issuer.token(person('p1', 'MEMBER')));
    const answer = await client.query('query ($id: ID!) { person(id: $id) { id } }', { id: 'p1' }).toPromise();
    expect([codes(answer), answer.data?.person]).toEqual([undefined, { id: 'p1' }]);
  });

  test('is told errors by their codes', async () => {
    const { client, codes } = urql();
    expect(codes(await client.query('{ nothing }', {}).toPromise())).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codes(await urql('nonsense').client.query('{ hello }', {}).toPromise())).toEqual(['UNAUTHENTICATED']);
  });

  test('makes mutations by POST', async () => {
    const { client, methods, codes } = urql(await issuer.token(person('p1', 'MEMBER')));
    expect(codes(await client.mutation('mutation { rename(name: "x") { id } }', {}).toPromise())).toBeUndefined();
    expect(methods).toEqual(['POST']);
  });
});

test('a page at any port of this machine may ask, and reads the head of the answer', async () => {
  const before = await fetch(`${gateway.url}/graphql?query={hello}`, {
    method: 'OPTIONS',
    headers: { origin: PAGE, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
  });
  expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([204, PAGE]);
  expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
  const answer = await gateway.ask('{ hello }', { headers: { origin: PAGE } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
  const exposed = answer.headers.get('access-control-expose-headers')?.split(', ') ?? [];
  for (const name of [
    'x-request-id',
    'x-access-record',
    'retry-after',
    'ratelimit-limit',
    'ratelimit-remaining',
    'ratelimit-reset',
  ])
    expect(exposed).toContain(name);
});

test.each(['http://localhost', 'http://localhost:80'])('so may %s', async (origin) => {
  const answer = await gateway.ask('{ hello }', { headers: { origin } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
});

test.each([
  'http://localhost.evil.example:5173',
  'http://localhost:5173.evil.example',
  'http://localhost:*',
  'https://localhost:5173',
  'http://localhost:99999',
  'http://localhost:0',
  'http://localhost:05173',
  'http://127.0.0.1:5173',
  'null',
])('a page at %s may not', async (origin) => {
  const answer = await gateway.ask('{ hello }', { headers: { origin } });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});
