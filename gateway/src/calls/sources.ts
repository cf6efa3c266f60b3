import type { PassportSigner } from '@union-graph/identity';
import type { GatewayConfig } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { createSubgraphSource, type SubgraphSource } from './source.ts';

/**
 * One source for each subgraph, shared by all generations of the graph, so that a swap keeps the connections. The configured
 * address of a subgraph stands above the one in the supergraph.
 */
export function createSources(config: GatewayConfig, passport: PassportSigner | null, { subgraphs: metrics }: Metrics) {
  const configured = new Map(config.graph.kind === 'subgraphs' ? config.graph.subgraphs.map(({ name, url }) => [name, url]) : []);
  const sources = new Map<string, SubgraphSource>();
  return (name: string, urlInSupergraph: string): SubgraphSource => {
    const url = configured.get(name) ?? urlInSupergraph;
    const known = sources.get(`${name} ${url}`);
    if (known) return known;
    const source = createSubgraphSource({
      name,
      url,
      timeoutMs: config.subgraphTimeoutMs,
      metrics,
      passport: passport && (async ({ viewer }) => `Passport ${await passport(viewer, name)}`),
    });
    sources.set(`${name} ${url}`, source);
    return source;
  };
}
