import { connect, type Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';
import { DEFAULT_CALL_SETTINGS } from '../calls/callSettings.ts';

let issuer: FixtureIssuer;
let subgraph: FixtureSubgraph;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  const sdl = 'type Query { text(word: String!, count: Int!): String }';
  const resolvers = { Query: { text: (_: unknown, { word, count }: { word: string; count: number }) => word.repeat(count) } };
  subgraph = await startSubgraph('texts', { sdl, resolvers }, trusted);
  gateway = await startTestGateway({
    subgraphs: [subgraph],
    serviceKey,
    issuer: issuer.url,
    calls: { ...DEFAULT_CALL_SETTINGS, timeoutMs: 30_000 },
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, subgraph].map((part) => part.stop()));
});

/** More than sockets hold. */
const LONG = 1_000_000;
const QUERY = 'query ($word: String!, $count: Int!) { text(word: $word, count: $count) }';
const bodyOf = (word: string, count: number) => JSON.stringify({ query: QUERY, variables: { word, count } });

async function ask(at: number): Promise<void> {
  const [word, count] = [`${at % 2 === 0 ? 'word' : '词'}${at}`, 1 + ((at * 7919) % 30_000)];
  const { data } = await gateway.ask(QUERY, { variables: { word, count } });
  expect(data?.text === word.repeat(count)).toBe(true);
}

/** A client that sends its question and does not read. */
function askAndWait(word: string, count: number): Socket {
  const { hostname, port } = new URL(gateway.url);
  const body = bodyOf(word, count);
  const socket = connect(Number(port), hostname).pause();
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

test('large answers at once, read slowly or given up, keep to themselves', async () => {
  const slow = Array.from({ length: 3 }, (_, at) => askAndWait(`slow${at}`, LONG));
  const gone = Array.from({ length: 3 }, (_, at) => askAndWait(`gone${at}`, LONG));
  for (let round = 0; round < 5; round++) {
    await Promise.all(Array.from({ length: 24 }, (_, at) => ask(round * 24 + at)));
    gone.pop()?.destroy();
  }
  for (const [at, socket] of slow.entries()) {
    const body = (await readText(socket.resume())).split('\r\n\r\n')[1] ?? '';
    expect(body === `{"data":{"text":"${`slow${at}`.repeat(LONG)}"}}\n`).toBe(true);
  }
  for (const socket of gone) socket.destroy();
});
