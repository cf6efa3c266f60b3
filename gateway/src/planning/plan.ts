/** How the fields of one operation are fetched: calls to subgraphs, in order. */
export type PlanNode = SequenceNode | ParallelNode | FetchNode;

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
  /** Of a mutation: the root fields of each node that may not be null. Where one is, the next nodes are not run. */
  readonly required?: readonly (readonly string[])[];
}

export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** One call to a subgraph. With `entities` it continues entities already there, without it asks for root fields. */
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
  /** Where the root fields of a call without `entities` stand: not at the root when a field leads back to the type `Query`. */
  readonly at: Path;
  /** Made on the answer of a call without `entities` before it is merged. */
  readonly renames: readonly Rename[];
}

/** One `_entities` field of a call: the paths of its entities, their representations, and the response key of the answer. */
export interface EntityBatch {
  /** The name of the field in the answer: `_entities`, or its alias when a call has several. */
  readonly responseKey: string;
  /** The variable that takes the representations. */
  readonly variable: string;
  readonly paths: readonly Path[];
  /** The representation; what stands under another type than the entity's is left out. */
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
      /** Where the value stands in the data. */
      readonly from: string;
      /** What the subgraph calls it. */
      readonly name: string;
      readonly selections: readonly Required[] | null;
    }
  | {
      readonly kind: 'type';
      readonly name: string | null;
      readonly selections: readonly Required[];
    };

/** The value at `path` under the key `from` is to stand under `to`: the planner gave it another name to ask for it. */
export interface Rename {
  readonly path: Path;
  readonly from: string;
  readonly to: string;
}

/** The steps of all nodes, in the order in which they stand. */
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

/** Where a path leads, whatever the types of the objects on the way. */
export const placeOf = (path: Path): string => path.flatMap((step) => (step.kind === 'field' ? [step.name] : [])).join('.');
