import type { SchemaThread } from '../../generations/aside/schemaThread.ts';
import type { SubgraphAddress, SubgraphSdl } from '../../supergraph/compose.ts';

/** The parts of the gateway that the registry uses. */
export interface RegistryHost {
  /** The served schemas of the house's subgraphs; null while the supergraph comes from a file. */
  readonly houseSchemas: () => readonly SubgraphSdl[] | null;
  /** The supergraph that is served; null before the first one. */
  readonly supergraphSdl: () => string | null;
  readonly thread: Pick<SchemaThread, 'check' | 'measure' | 'waiting'>;
  /** Fetches the SDL of a registered subgraph. Throws an error whose message is a sentence for its owner. */
  readonly fetchSdl: (address: SubgraphAddress) => Promise<string>;
}
