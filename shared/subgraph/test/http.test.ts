import { halfSent } from '@union-graph/testing';
import { makeSubgraphMetrics } from '../src/http/metrics.ts';
import { readBody, serve } from '../src/http/server.ts';

test.each(['nothing', 'head', 'body'] as const)('requests that stop at %s are let go', async (until) => {
  const routes = {
    'POST /graphql': async (request: Parameters<typeof readBody>[0]) => ({ status: 200, body: await readBody(request) }),
  };
  const server = await serve('127.0.0.1', 0, routes, {
    metrics: makeSubgraphMetrics('board'),
    tracing: null,
    receiveMs: 300,
    onFault: () => undefined,
  });
  const all = Array.from({ length: 50 }, () => halfSent({ host: '127.0.0.1', port: server.port, path: '/graphql', until }));
  expect(await Promise.all(all)).toHaveLength(50);
  await server.close();
});
