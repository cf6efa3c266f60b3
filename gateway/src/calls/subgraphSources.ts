import type { PassportSigner } from '@union-graph/identity';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import type { AddressGuard } from './addressGuard.ts';
import type { CallMetrics } from './callMetrics.ts';
import type { CallSettings } from './callSettings.ts';
import { createCallTimer } from './callTimer.ts';
import { createSubgraphSource, type SourceState, type SubgraphSource } from './subgraphSource.ts';

/** The sources of a gateway: one for each subgraph and URL. */
export interface SubgraphSources {
  sourceOf(name: string, urlInSupergraph: string): SubgraphSource;
  states(): readonly SourceState[];
}

interface SubgraphSourcesOptions {
  /** The configured URLs of subgraphs; empty where only the supergraph has them. */
  readonly subgraphs: readonly SubgraphAddress[];
  readonly settings: CallSettings;
  /** Null when the gateway runs open. */
  readonly passport: PassportSigner | null;
  readonly metrics: CallMetrics;
  /** Guards the URLs that are not configured here but registered; null where they come from the operator's file. */
  readonly guard: AddressGuard | null;
}

/**
 * Creates one source for each subgraph, shared by all generations of the supergraph, so that connections are kept when a new generation
 * takes over. A subgraph's configured URL takes precedence over the one in the supergraph.
 */
export function createSubgraphSources({
  subgraphs,
  settings,
  passport,
  metrics,
  guard,
}: SubgraphSourcesOptions): SubgraphSources {
  const configuredUrls = new Map(subgraphs.map(({ name, url }) => [name, url]));
  const sources = new Map<string, ReturnType<typeof createSubgraphSource>>();
  const timer = createCallTimer();
  const states = () => [...sources.values()].map((source) => source.state());
  metrics.observeSources(states);
  return {
    states,
    sourceOf: (name, urlInSupergraph) => {
      const url = configuredUrls.get(name) ?? urlInSupergraph;
      const existing = sources.get(`${name} ${url}`);
      if (existing) return existing;
      const source = createSubgraphSource({
        name,
        url,
        settings,
        metrics,
        timer,
        lookup: configuredUrls.has(name) ? null : (guard?.lookup ?? null),
        passport: passport && (async ({ viewer }) => `Passport ${await passport(viewer, name)}`),
      });
      sources.set(`${name} ${url}`, source);
      return source;
    },
  };
}
