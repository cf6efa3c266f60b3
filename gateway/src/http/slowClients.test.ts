import { halfSent } from '@union-graph/testing';
import { people } from '../../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraph: FixtureSubgraph;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraph = await startSubgraph('people', people, trusted);
  gateway = await startTestGateway({
    subgraphs: [subgraph],
    serviceKey,
    issuer: issuer.url,
    receiveTimeoutMs: 500,
    operations: { host: '127.0.0.1', port: 0 },
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, subgraph].map((part) => part.stop()));
});

test.each(['nothing', 'head', 'body'] as const)('a hundred requests that stop at %s are let go', async (until) => {
  const { port } = new URL(gateway.url);
  const all = Array.from({ length: 100 }, () => halfSent({ host: '127.0.0.1', port: Number(port), path: '/graphql', until }));
  const said = await Promise.all(all);
  // A connection that was never used is closed without a word, which its next request would take for an answer.
  expect(said.filter((words) => words === '')).toHaveLength(until === 'nothing' ? 100 : 0);
});

test('a request that leads nowhere is let go, too', async () => {
  const { port } = new URL(gateway.url);
  const said = await halfSent({ host: '127.0.0.1', port: Number(port), path: '/nowhere' });
  expect(said).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\ncontent-type: application\/json/);
  expect(JSON.parse(said.slice(said.indexOf('{')))).toEqual({
    errors: [{ message: expect.stringContaining('in time'), extensions: { code: 'BAD_USER_INPUT' } }],
  });
});

test('with an operations port, readiness and metrics are there alone', async () => {
  const status = async (url: string) => (await fetch(url)).status;
  for (const route of ['/metrics', '/ready']) {
    expect(await status(gateway.url + route)).toBe(404);
    expect(await status(`${gateway.operationsUrl}${route}`)).toBe(200);
  }
  expect(await status(`${gateway.url}/health`)).toBe(200);
  expect(await status(`${gateway.operationsUrl}/health`)).toBe(200);
  expect(await status(`${gateway.operationsUrl}/graphql?query={hello}`)).toBe(404);
  const { port } = new URL(gateway.operationsUrl as string);
  await halfSent({ host: '127.0.0.1', port: Number(port), path: '/metrics' });
});
