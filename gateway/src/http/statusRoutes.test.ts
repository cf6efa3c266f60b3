import fastify from 'fastify';
import { Registry } from 'prom-client';
import { openStatus } from './statusRoutes.ts';

const GENERATION = { id: 'abc' } as never;

const readyWith = async (isRegistryUnreadable: boolean) => {
  const app = fastify();
  await openStatus(
    app,
    { operations: null, receiveTimeoutMs: 1_000 },
    {
      graph: { current: () => GENERATION } as never,
      subgraphs: () => [],
      isFromDisk: () => false,
      isRegistryUnreadable: () => isRegistryUnreadable,
      calls: () => [],
      registry: new Registry(),
    },
  );
  const { statusCode, body } = await app.inject('/ready');
  await app.close();
  return { statusCode, ...JSON.parse(body) };
};

test('while the registry cannot be read, /ready says so, and the gateway is ready', async () => {
  expect(await readyWith(false)).toMatchObject({ statusCode: 200, ready: true, reasons: [] });
  expect(await readyWith(true)).toMatchObject({
    statusCode: 200,
    ready: true,
    reasons: [
      'The registry cannot be read: registered subgraphs are served as they were last read, and nothing can be published.',
    ],
  });
});
