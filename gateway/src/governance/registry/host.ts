import type { SchemaThread } from '../../supergraph/check/checkAside.ts';
import type { SubgraphAddress, SubgraphSdl } from '../../supergraph/compose.ts';

/** What the registry has of the gateway that it runs in. */
export interface RegistryHost {
  /** The schemas of the house's own subgraphs that are served; null while the supergraph comes from a file. */
  readonly houseSchemas: () => readonly SubgraphSdl[] | null;
  readonly thread: Pick<SchemaThread, 'check' | 'waiting'>;
  /** Asks a registered subgraph for its SDL. Throws with a sentence for its owner. */
  readonly askSdl: (address: SubgraphAddress) => Promise<string>;
}
