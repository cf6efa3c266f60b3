import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFetchSdl } from './fetchSdl.ts';

const SDL = 'type Query { a: Int }';
let server: Server;
let url: string;
/** How many bytes beside the SDL the subgraph answers. */
let filler = 0;
beforeAll(async () => {
  server = createServer((_, response) =>
    response.end(JSON.stringify({ data: { _service: { sdl: SDL } }, extensions: 'x'.repeat(filler) })),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => void server.close().closeAllConnections());

test('the SDL of an answer within the limit is taken, and a longer answer is not read to its end', async () => {
  const fetchSdl = createFetchSdl(async () => 'Passport x', { timeoutMs: 60_000, maxBytes: 10_000 });
  expect(await fetchSdl({ name: 'venues', url })).toBe(SDL);
  filler = 10_000;
  await expect(fetchSdl({ name: 'venues', url })).rejects.toThrow('an answer of more than 10000 bytes');
});
