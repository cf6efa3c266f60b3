import { request } from 'node:http';
import zlib from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { people, places } from '../../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;
beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url, introspection: 'everyone' });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, ...subgraphs].map((part) => part.stop()));
});

/** The bytes as they come over the wire. */
function post(
  query: string,
  headers: Record<string, string>,
): Promise<{ encoding: string | undefined; bytes: Buffer; vary: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asking = request(
      `${gateway.url}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ encoding: response.headers['content-encoding'], vary: response.headers.vary, bytes: Buffer.concat(chunks) }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(JSON.stringify({ query }));
  });
}

test.each([
  ['br', zlib.brotliDecompressSync],
  ['gzip', zlib.gunzipSync],
] as const)('a long answer is packed with %s for whoever takes it', async (encoding, unpack) => {
  const plain = await post(getIntrospectionQuery(), {});
  const packed = await post(getIntrospectionQuery(), { 'accept-encoding': encoding });
  expect([plain.encoding, packed.encoding]).toEqual([undefined, encoding]);
  expect(packed.vary).toContain('accept-encoding');
  expect(unpack(packed.bytes).equals(plain.bytes)).toBe(true);
  expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 4);
});

test.each([
  ['br;q=0.1, gzip;q=1', 'gzip'],
  ['gzip;q=0.5, br;q=0', 'gzip'],
  ['identity, br;q=0.5', undefined],
])('of several encodings the client has the one that it likes best: %s', async (accepted, encoding) => {
  expect((await post(getIntrospectionQuery(), { 'accept-encoding': accepted })).encoding).toBe(encoding);
});

test('a short answer is sent as it is', async () => {
  expect((await post('{ hello }', { 'accept-encoding': 'br, gzip' })).encoding).toBeUndefined();
});

test('a packed question is not unpacked', async () => {
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: new Uint8Array(zlib.gzipSync(JSON.stringify({ query: '{ hello }' }))),
  });
  expect(answer.status).toBe(415);
});
