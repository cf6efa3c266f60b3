import type { ArgumentNode, SelectionSetNode } from 'graphql';
import type { FieldPath, RepresentationSelection } from '../plan.ts';

/** A fetch node while it is planned: fields are added to its selection until all paths are found. */
export interface PlannedFetch {
  readonly subgraph: string;
  readonly operationType: 'query' | 'mutation';
  /** The representation of an entity fetch; null for one of root fields. */
  readonly representation: readonly RepresentationSelection[] | null;
  /** The field path of the entities, or of the object of a root type. */
  readonly path: FieldPath;
  /** The fetches that must be answered first: they resolve the key and the required fields. */
  readonly after: ReadonlySet<PlannedFetch>;
  readonly selection: FetchSelection;
}

/** What a fetch selects of the objects at one field path. */
export interface FetchSelection {
  readonly subgraph: string;
  /** The type that is declared there in the subgraph; `_Entity` for entities. */
  readonly declaredType: string;
  /** The object types that the selection is restricted to; null for all. */
  readonly restrictedTo: ReadonlySet<string> | null;
  /** The field sets of `@provides` that apply here: the subgraph resolves these external fields on this path. */
  readonly provided: readonly SelectionSetNode[];
  /** The selected fields by type condition, then by response key. */
  readonly byType: Map<string, Map<string, FetchField>>;
  selectsTypename: boolean;
  /** For an entity fetch: the selections at the same path that resolve its key and required fields. Empty for other selections. */
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
export function fetchDepth(fetch: PlannedFetch, known: Map<PlannedFetch, number>): number {
  const depth = known.get(fetch) ?? Math.max(-1, ...[...fetch.after].map((one) => fetchDepth(one, known))) + 1;
  known.set(fetch, depth);
  return depth;
}
