import type { SubgraphSdl } from '../supergraph/compose.ts';
import type { RegisteredVersion } from './registrySource.ts';

/** A schema that a subgraph offers: an object that is replaced when it changes. */
export interface OfferedSchema extends SubgraphSdl {
  /** The version of a registered subgraph. */
  readonly versionId?: string;
}

export interface WatchedSubgraph {
  readonly name: string;
  /** Whether its owner registered it. One that no longer composes costs its own fields only; one of the house must be served. */
  readonly isRegistered: boolean;
  /** The schema that the served supergraph was composed from. */
  accepted?: OfferedSchema | undefined;
  /** The schema that the subgraph answered last, or its current version in the registry; null when it left the registry. */
  offered?: OfferedSchema | null | undefined;
  /** A schema that does not compose. It is tried again when it changes, or when another subgraph changes. */
  refused?: OfferedSchema | undefined;
  unreachable: string | null;
}

/** The schema of a subgraph in the served supergraph; null when it has none there. */
export const servedSchema = ({ accepted }: WatchedSubgraph): SubgraphSdl | null => accepted ?? null;

/** Why a subgraph's current schema is not served; null when it is. */
export function faultOf({ unreachable, refused, accepted, isRegistered }: WatchedSubgraph): string | null {
  if (unreachable) return unreachable;
  if (!refused) return null;
  return isRegistered && !accepted
    ? 'its SDL does not compose with the others, and its fields are not served'
    : 'its SDL breaks the graph';
}

/** The watched subgraphs with the versions that the registry has now. A name of the house's own stays the house's. */
export function takeRegistered(watched: readonly WatchedSubgraph[], versions: readonly RegisteredVersion[]): WatchedSubgraph[] {
  const house = watched.filter(({ isRegistered }) => !isRegistered);
  const known = new Map(watched.map((part) => [part.name, part]));
  const registered = versions
    .filter(({ name }) => !known.has(name) || known.get(name)?.isRegistered)
    .map((version) => {
      const part: WatchedSubgraph = known.get(version.name) ?? { name: version.name, isRegistered: true, unreachable: null };
      const { offered } = part;
      if (offered?.versionId !== version.versionId || offered.url !== version.url) part.offered = version;
      return part;
    });
  const gone = watched.filter((part) => part.isRegistered && part.accepted && !registered.includes(part));
  for (const part of gone) part.offered = null;
  return [...house, ...registered, ...gone];
}
