import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { post } from './conformance/subject.ts';
import { askSchemas } from './dev/sharedSchemas.ts';
import { findIssuer } from './graph.ts';
import { readBody } from './readBody.ts';
import { fetchToken } from './token.ts';

let server: Server;
let url: string;
let sent = 0;
/** Answers every request with text that does not end. */
beforeAll(async () => {
  const megabyte = Buffer.alloc(1_000_000, ' ');
  server = createServer((_, response) => {
    const more = () => {
      while (!response.destroyed) {
        sent += megabyte.length;
        if (!response.write(megabyte)) return void response.once('drain', more);
      }
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  sent = 0;
});

const TOO_LONG = 'an answer of more than 32000000 bytes';
const subject = { url: '', name: 'ind-x', key: {}, viewer: {} as never, entities: {}, events: [], timeoutMs: 20_000 };

test.each<[string, () => Promise<unknown>, object]>([
  ['the issuer of a gateway', () => findIssuer(url), { text: { en: expect.stringContaining(TOO_LONG) } }],
  [
    'a token',
    () => fetchToken({ issuer: url, clientId: 'publisher', secret: 's' } as never),
    { text: { en: expect.stringContaining(TOO_LONG) } },
  ],
  ['shared schemas', () => askSchemas(url, 't', null), { kind: 'away', reason: { en: expect.stringContaining(TOO_LONG) } }],
  ['an answer under trial', () => post({ ...subject, url }, null, '{}'), { status: 200, fault: TOO_LONG }],
])('%s: an answer without end is left after 32 MB', async (_, ask, told) => {
  expect(await ask().catch((error: unknown) => error)).toMatchObject(told);
  expect(sent).toBeLessThan(64_000_000);
});

test('a body of exactly the limit is read', async () => {
  expect(await readBody(new Response('甲乙'), 6)).toBe('甲乙');
  await expect(readBody(new Response('甲乙'), 5)).rejects.toThrow('an answer of more than 5 bytes');
});
