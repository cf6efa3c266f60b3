/** The query plan of one operation: which subgraph is asked for which fields, in which order. */
export type PlanNode = SequenceNode | ParallelNode | FetchNode;

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
  /** Only in the plan of a mutation: for each node, the response keys of its non-null root fields. If one of them is null, execution ends there. */
  readonly nonNullKeys?: readonly (readonly string[])[];
}

export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** One call to a subgraph. It fetches entities that earlier nodes have found; if `entities` is empty, it fetches root fields. */
export interface FetchNode {
  readonly kind: 'fetch';
  readonly subgraph: string;
  readonly operationType: 'query' | 'mutation' | 'subscription';
  /** The operation that is sent to the subgraph, as text. */
  readonly operationText: string;
  readonly operationName: string | undefined;
  /** The client's variables that the operation uses. */
  readonly variables: readonly string[];
  readonly entities: readonly EntityBatch[];
  /** The path of the object whose root fields are fetched. It is empty, unless a field returns the type `Query` and so leads back to root fields. */
  readonly parentPath: FieldPath;
  /** The renames in the answer of a call for root fields, made before it is merged. */
  readonly renames: readonly AliasRename[];
}

/** One `_entities` field of a call: the field paths of its entities, their representations, and its response key. */
export interface EntityBatch {
  /** `_entities`, or its alias where a call has several. */
  readonly responseKey: string;
  /** The variable of the representations. */
  readonly representationsVariable: string;
  readonly paths: readonly FieldPath[];
  /** The field set of the representations. A selection with a type condition applies to entities of that type only. */
  readonly representation: readonly RepresentationSelection[];
  readonly renames: readonly AliasRename[];
}

/** The fields that lead from the root to objects. A plan cannot know list indices: `items` stands for all items of a list. */
export type FieldPath = readonly PathSegment[];
/** One segment of a field path: a response key, all items of a list, or a type condition that the objects must satisfy. */
export type PathSegment =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'type'; readonly names: readonly string[] };

/** A part of a representation's field set: a field, or selections under a type condition. */
export type RepresentationSelection =
  | {
      readonly kind: 'field';
      /** The key of the value in the fetched data. */
      readonly from: string;
      /** Its name in the representation. */
      readonly name: string;
      readonly selections: readonly RepresentationSelection[] | null;
    }
  | {
      readonly kind: 'type';
      readonly name: string | null;
      readonly selections: readonly RepresentationSelection[];
    };

/** A rename in an answer: at `path`, the alias `from` of the fetch becomes the plan's response key `to`. */
export interface AliasRename {
  readonly path: FieldPath;
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

/** The response keys of a field path, joined by dots. */
export const fieldPathText = (path: FieldPath): string =>
  path.flatMap((step) => (step.kind === 'field' ? [step.name] : [])).join('.');
