/** The query plan of one operation: which subgraph is asked for which fields, in which order. */
export type PlanNode = SequenceNode | ParallelNode | FetchNode;

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
  /** Of a mutation: the response keys of each node's non-null root fields. Where one is null, the next nodes are not run. */
  readonly required?: readonly (readonly string[])[];
}

export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** One call to a subgraph: for fields of entities that earlier nodes fetched, or for root fields where `entities` is empty. */
export interface FetchNode {
  readonly kind: 'fetch';
  readonly service: string;
  readonly operationKind: 'query' | 'mutation' | 'subscription';
  /** The text of the operation, printed by the planner. */
  readonly operation: string;
  readonly operationName: string | undefined;
  /** The client's variables that the operation uses. */
  readonly variables: readonly string[];
  readonly entities: readonly EntityBatch[];
  /** The response path of the object that the root fields belong to: not the root where a field leads back to the type `Query`. */
  readonly at: Path;
  /** Applied to the answer of a call without `entities` before it is merged. */
  readonly renames: readonly Rename[];
}

/** One `_entities` field of a call: the response paths of its entities, their representations, and its response key. */
export interface EntityBatch {
  /** `_entities`, or its alias where a call has several. */
  readonly responseKey: string;
  /** The variable of the representations. */
  readonly variable: string;
  readonly paths: readonly Path[];
  /** The representation of an entity; parts under the type condition of another type are left out. */
  readonly requires: readonly Required[];
  readonly renames: readonly Rename[];
}

export type Path = readonly PathStep[];
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'type'; readonly names: readonly string[] };

export type Required =
  | {
      readonly kind: 'field';
      /** The key of the value in the fetched data. */
      readonly from: string;
      /** Its name in the representation. */
      readonly name: string;
      readonly selections: readonly Required[] | null;
    }
  | {
      readonly kind: 'type';
      readonly name: string | null;
      readonly selections: readonly Required[];
    };

/** Moves the value at `path` from the alias that the fetch gave it (`from`) to the plan's response key (`to`). */
export interface Rename {
  readonly path: Path;
  readonly from: string;
  readonly to: string;
}

/** The fetch nodes of a plan, in order. */
export function fetchesOf(node: PlanNode | null): FetchNode[] {
  switch (node?.kind) {
    case 'fetch':
      return [node];
    case 'sequence':
    case 'parallel':
      return node.nodes.flatMap(fetchesOf);
    default:
      return [];
  }
}

/** A response path without list indices and types. */
export const placeOf = (path: Path): string => path.flatMap((step) => (step.kind === 'field' ? [step.name] : [])).join('.');
