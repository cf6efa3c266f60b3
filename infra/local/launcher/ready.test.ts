import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { untilReady } from './ready.ts';

test('a service whose answer does not end is asked no longer than for what is shown of it', async () => {
  const server = createServer((_, response) => {
    const timer = setInterval(() => response.write('x'.repeat(400)), 10);
    response.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ready`;
    expect(await untilReady(url, 1_000)).toEqual({ ready: true, answer: 'x'.repeat(500) });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
