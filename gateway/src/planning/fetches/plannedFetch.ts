import type { ArgumentNode, SelectionSetNode } from 'graphql';
import type { Path, Required } from '../plan.ts';

/** A fetch node in the making. */
export interface PlannedFetch {
  readonly subgraph: string;
  readonly operation: 'query' | 'mutation';
  /** The representation of an entity fetch; null for one of root fields. */
  readonly representation: readonly Required[] | null;
  /** The response path of the entities, or of the object of a root type. */
  readonly path: Path;
  /** The fetches that must be answered first: they resolve the key and the requirements. */
  readonly after: ReadonlySet<PlannedFetch>;
  readonly selection: FetchSelection;
}

/** What a fetch selects of the objects at one response path. */
export interface FetchSelection {
  readonly subgraph: string;
  /** The type that is declared there in the subgraph; `_Entity` for entities. */
  readonly declaredType: string;
  /** The object types whose objects the selection is for; null for all. */
  readonly objectTypes: ReadonlySet<string> | null;
  /** The field sets of `@provides` that hold here: external fields that the subgraph resolves all the same. */
  readonly provided: readonly SelectionSetNode[];
  /** The selected fields by type condition, then by response key. */
  readonly byType: Map<string, Map<string, FetchField>>;
  selectsTypename: boolean;
  /** The selections at the same path that resolve the key and the requirements of an entity fetch. Empty for all others. */
  readonly jumpsFrom: ReadonlySet<FetchSelection>;
  readonly fetch: () => PlannedFetch;
}

/** A field that a fetch selects. */
export interface FetchField {
  readonly name: string;
  /** Its type in the subgraph, as SDL. */
  readonly type: string;
  readonly arguments: readonly ArgumentNode[];
  /** Null for a leaf. */
  readonly selection: FetchSelection | null;
}

/** The number of fetches that a fetch waits for, one after the other. */
export function depthOf(fetch: PlannedFetch, known: Map<PlannedFetch, number>): number {
  const depth = known.get(fetch) ?? Math.max(-1, ...[...fetch.after].map((one) => depthOf(one, known))) + 1;
  known.set(fetch, depth);
  return depth;
}
