import type { FastifyInstance } from 'fastify';
import type { SourceState } from '../calls/source.ts';
import type { Metrics } from '../metrics.ts';
import type { Graph } from '../supergraph/graph.ts';
import type { SubgraphStatus } from '../supergraph/watchSubgraphs.ts';

/** `/health` (alive), `/ready` (a graph is loaded; each subgraph's state with it) and `/metrics`. */
export function serveStatus(
  app: FastifyInstance,
  parts: {
    graph: Graph;
    subgraphs: () => readonly SubgraphStatus[];
    calls: () => readonly SourceState[];
    metrics: Metrics;
  },
): void {
  app.get('/health', async () => ({ status: 'alive' }));
  app.get('/ready', async (_, reply) => {
    const generation = parts.graph.current();
    const subgraphs = parts.subgraphs();
    const calls = parts.calls();
    return reply
      .code(generation ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        ready: generation !== null,
        generation: generation?.id ?? null,
        reasons: [
          ...(generation ? [] : ['No supergraph is loaded yet.']),
          ...subgraphs.flatMap(({ name, reachable, fault }) =>
            fault ? [`${name}: ${reachable ? fault : 'not reachable'}`] : [],
          ),
          ...calls.flatMap(({ name, breaker }) =>
            breaker === 'closed' ? [] : [`${name}: too many calls fail, they are held back`],
          ),
        ],
        subgraphs: Object.fromEntries(
          subgraphs.map(({ name, reachable, fault }) => [name, reachable ? (fault ?? 'ok') : 'not reachable']),
        ),
        calls: Object.fromEntries(calls.map(({ name, breaker, active, waiting }) => [name, { breaker, active, waiting }])),
      });
  });
  app.get('/metrics', async (_, reply) =>
    reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics()),
  );
}
