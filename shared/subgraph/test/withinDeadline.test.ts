import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { readAnswer } from '../src/http/readAnswer.ts';
import { withinDeadline } from '../src/http/withinDeadline.ts';

let server: Server;
let url: string;
/** Answers byte by byte, without end. */
beforeAll(async () => {
  server = createServer((_, response) => {
    const timer = setInterval(() => response.write('.'), 10);
    response.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = async (signal: AbortSignal) => readAnswer((await request(url, { signal })).body, 1_000_000);

test('ends an answer that comes byte by byte', async () => {
  await expect(withinDeadline(new AbortController().signal, 300, ask)).rejects.toThrow('no whole answer within 300 ms');
});

test('ends with what it is part of, and asks nothing when that is over', async () => {
  const stop = new AbortController();
  const asked = withinDeadline(stop.signal, 60_000, ask);
  setTimeout(() => stop.abort(), 100);
  await expect(asked).rejects.toThrow('aborted');
  await expect(withinDeadline(stop.signal, 60_000, ask)).rejects.toThrow('aborted');
});
