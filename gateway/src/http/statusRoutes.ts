import { receiveTimeouts } from '@union-graph/subgraph';
import fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { ClientState } from '../calls/subgraphClient.ts';
import type { Graph } from '../generations/graph.ts';
import type { SubgraphStatus } from '../generations/watchSubgraphs.ts';

interface StatusSettings {
  /** The separate address of `/ready` and `/metrics`; null when they are served with the graph. */
  readonly operations: { readonly host: string; readonly port: number } | null;
  readonly receiveTimeoutMs: number;
}

interface StatusParts {
  readonly graph: Graph;
  readonly subgraphs: () => readonly SubgraphStatus[];
  /** Whether a generation from disk is served, because not every subgraph of the house has answered yet. */
  readonly isFromDisk: () => boolean;
  /** Whether the registered subgraphs are served as they were read earlier, because the registry cannot be read now. */
  readonly isRegistryUnreadable: () => boolean;
  readonly calls: () => readonly ClientState[];
  readonly registry: Pick<Registry, 'contentType' | 'metrics'>;
}

interface StatusServer {
  /** Listens on the operations port, where there is one. */
  listen(): Promise<void>;
  /** The address of the operations port; null without one. */
  url(): string | null;
  stop(): Promise<void>;
}

/**
 * Serves `/health`, `/ready` and `/metrics`. With an operations port, `/ready` and `/metrics` are served there only, so that clients of the
 * graph do not see its operational state.
 */
export async function openStatus(
  app: FastifyInstance,
  { operations, receiveTimeoutMs }: StatusSettings,
  parts: StatusParts,
): Promise<StatusServer> {
  if (!operations) {
    serveStatus(app, parts);
    return { listen: async () => undefined, url: () => null, stop: async () => undefined };
  }
  app.get('/health', health);
  const { headersTimeout, requestTimeout, connectionsCheckingInterval } = receiveTimeouts(receiveTimeoutMs);
  const own = fastify({ requestTimeout, http: { headersTimeout, connectionsCheckingInterval }, forceCloseConnections: true });
  serveStatus(own, parts);
  let url: string | null = null;
  return {
    listen: async () => {
      url = await own.listen(operations);
    },
    url: () => url,
    stop: async () => own.close(),
  };
}

const health = async () => ({ status: 'alive' });

const REGISTRY_UNREADABLE =
  'The registry cannot be read: registered subgraphs are served as they were last read, and nothing can be published.';

/** `/ready` is 200 when a supergraph is loaded; it has the state of each subgraph. */
function serveStatus(app: FastifyInstance, parts: StatusParts): void {
  app.get('/health', health);
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
          ...(generation && parts.isFromDisk()
            ? ['The last generation on disk is served: not every subgraph of the house has answered.']
            : []),
          ...(parts.isRegistryUnreadable() ? [REGISTRY_UNREADABLE] : []),
          ...subgraphs.flatMap(({ name, reachable, fault }) =>
            fault ? [`${name}: ${reachable ? fault : 'not reachable'}`] : [],
          ),
          ...calls.flatMap(({ name, breaker }) =>
            breaker === 'closed' ? [] : [`${name}: too many calls fail, the circuit breaker is ${breaker}`],
          ),
        ],
        subgraphs: Object.fromEntries(
          subgraphs.map(({ name, reachable, fault }) => [name, reachable ? (fault ?? 'ok') : 'not reachable']),
        ),
        calls: Object.fromEntries(calls.map(({ name, breaker, active, waiting }) => [name, { breaker, active, waiting }])),
      });
  });
  app.get('/metrics', async (_, reply) => reply.type(parts.registry.contentType).send(await parts.registry.metrics()));
}
