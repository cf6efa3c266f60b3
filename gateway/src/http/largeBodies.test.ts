import { type ClientRequest, request as httpRequest } from 'node:http';
import { people, places } from '../../test/city.ts';
import { eventually, type GatewayUnderTest, gatewayKeys, readAnswer, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';
import { DEFAULT_LIMITS } from '../checks/limits/limits.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, ...subgraphs].map((part) => part.stop()));
});

const token = async (scope: string) => `Bearer ${await issuer.token({ ...person('wang-xiulan'), scope })}`;
const bodyOf = (bytes: number): string => {
  const body = (file: string) => JSON.stringify({ query: '{ hello }', variables: { file } });
  return body('x'.repeat(bytes - body('').length));
};
const post = async (body: string | ReadableStream, authorization?: string) =>
  readAnswer(
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body,
      ...(typeof body !== 'string' && { duplex: 'half' }),
    } as RequestInit),
  );
const { bodyBytes, largeBodyBytes, largeBodies } = DEFAULT_LIMITS;

test('a large body comes through from somebody who may write, up to its own limit', async () => {
  expect((await post(bodyOf(largeBodyBytes), await token('read write'))).status).toBe(200);
  expect(await post(bodyOf(largeBodyBytes + 1), await token('read write'))).toMatchObject({
    status: 413,
    codes: ['BAD_USER_INPUT'],
    errors: [{ message: expect.stringContaining(`${largeBodyBytes} bytes`) }],
  });
});

test('from everybody else the usual limit holds', async () => {
  expect((await post(bodyOf(bodyBytes))).status).toBe(200);
  for (const authorization of [undefined, await token('read')])
    expect(await post(bodyOf(bodyBytes + 1), authorization)).toMatchObject({ status: 413, codes: ['BAD_USER_INPUT'] });
});

test('a body that does not tell its length keeps to the usual limit', async () => {
  const stream = (text: string) => new Blob([text]).stream();
  expect((await post(stream(bodyOf(bodyBytes)))).status).toBe(200);
  expect((await post(stream(bodyOf(bodyBytes + 1)), await token('read write'))).status).toBe(413);
});

test('few large bodies are under way at once; one that breaks off makes room', async () => {
  const authorization = await token('read write');
  const headers = { 'content-type': 'application/json', 'content-length': String(bodyBytes + 1), authorization };
  const held = new Set<ClientRequest>();
  let isHolding = true;
  const hold = () => {
    const request = httpRequest(`${gateway.url}/graphql`, { method: 'POST', headers });
    held.add(request);
    request.on('error', () => undefined);
    // Refused, because a body that is sent below had its place: it tries again.
    request.on('response', (response) => {
      response.resume();
      held.delete(request);
      if (isHolding) hold();
    });
    request.write('{');
  };
  for (let at = 0; at < largeBodies; at++) hold();
  const send = () => post(bodyOf(bodyBytes + 1), authorization);
  await eventually(async () => expect(await send()).toMatchObject({ status: 429, codes: ['RATE_LIMITED'] }));
  isHolding = false;
  for (const request of held) request.destroy();
  await eventually(async () => expect((await send()).status).toBe(200));
});
