import type { SubgraphSdl } from '../supergraph/compose.ts';
import type { RegisteredVersion } from './watchRegistry.ts';

/** A subgraph's schema. A changed schema is a new object. */
export interface SubgraphSchema extends SubgraphSdl {
  /** The version of a registered subgraph. */
  readonly versionId?: string;
}

export interface WatchedSubgraph {
  readonly name: string;
  /** Whether its owner registered it. A registered subgraph that does not compose may be left out of the supergraph; one of the house may not. */
  readonly isRegistered: boolean;
  /** The schema in the served supergraph. */
  served?: SubgraphSchema | undefined;
  /** The schema that the subgraph answered last, or its current version in the registry; null when it has left the registry. */
  latest?: SubgraphSchema | null | undefined;
  /** A latest schema that does not compose. It is tried again when it changes, or when another subgraph changes. */
  refused?: SubgraphSchema | undefined;
  /** Why the subgraph did not answer last; null when it did. */
  unreachable: string | null;
}

/** Why a subgraph's latest schema is not served; null when it is. */
export function whyNotServed({ unreachable, refused, served, isRegistered }: WatchedSubgraph): string | null {
  if (unreachable) return unreachable;
  if (!refused) return null;
  return isRegistered && !served
    ? 'its SDL does not compose with the others, and its fields are not served'
    : 'its SDL breaks the graph';
}

/** Adds the current versions of the registry to the watched subgraphs. A version with the name of a house subgraph is ignored. */
export function addRegistered(watched: readonly WatchedSubgraph[], versions: readonly RegisteredVersion[]): WatchedSubgraph[] {
  const house = watched.filter(({ isRegistered }) => !isRegistered);
  const known = new Map(watched.map((subgraph) => [subgraph.name, subgraph]));
  const registered = versions
    .filter(({ name }) => !known.has(name) || known.get(name)?.isRegistered)
    .map((version) => {
      const subgraph: WatchedSubgraph = known.get(version.name) ?? { name: version.name, isRegistered: true, unreachable: null };
      const { latest } = subgraph;
      if (latest?.versionId !== version.versionId || latest.url !== version.url) subgraph.latest = version;
      return subgraph;
    });
  const gone = watched.filter((subgraph) => subgraph.isRegistered && subgraph.served && !registered.includes(subgraph));
  for (const subgraph of gone) subgraph.latest = null;
  return [...house, ...registered, ...gone];
}
