import type { PassportSigner } from '@union-graph/identity';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import type { CallMetrics } from './metrics.ts';
import type { CallSettings } from './settings.ts';
import { createSubgraphSource, type SourceState, type SubgraphSource } from './source.ts';
import { createWatch } from './watch.ts';

/** The sources of a gateway. */
export interface Sources {
  sourceOf(name: string, urlInSupergraph: string): SubgraphSource;
  states(): readonly SourceState[];
}

interface SourcesOptions {
  /** The configured addresses of subgraphs; empty where the supergraph alone says where they are. */
  readonly subgraphs: readonly SubgraphAddress[];
  readonly settings: CallSettings;
  /** Null when the gateway runs open. */
  readonly passport: PassportSigner | null;
  readonly metrics: CallMetrics;
}

/**
 * One source for each subgraph, shared by all generations of the graph, so that a swap keeps the connections. The configured
 * address of a subgraph stands above the one in the supergraph.
 */
export function createSources({ subgraphs, settings, passport, metrics }: SourcesOptions): Sources {
  const configured = new Map(subgraphs.map(({ name, url }) => [name, url]));
  const sources = new Map<string, ReturnType<typeof createSubgraphSource>>();
  const watch = createWatch();
  const states = () => [...sources.values()].map((source) => source.state());
  metrics.watchSources(states);
  return {
    states,
    sourceOf: (name, urlInSupergraph) => {
      const url = configured.get(name) ?? urlInSupergraph;
      const known = sources.get(`${name} ${url}`);
      if (known) return known;
      const source = createSubgraphSource({
        name,
        url,
        settings,
        metrics,
        watch,
        passport: passport && (async ({ viewer }) => `Passport ${await passport(viewer, name)}`),
      });
      sources.set(`${name} ${url}`, source);
      return source;
    },
  };
}
