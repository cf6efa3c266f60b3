import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  type SelectionSetNode,
} from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { FetchSelection, PlannedFetch } from '../fetches/plannedFetch.ts';
import type { FieldPath } from '../plan.ts';
import type { TypedSelection } from './selectionsOfType.ts';

/** A field to find a path to, with its response key. */
export interface FieldRequest {
  readonly responseKey: string;
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
  readonly selectionSets: readonly SelectionSetNode[];
}

export const requestOf = (field: FieldNode): FieldRequest => ({
  responseKey: responseKey(field),
  name: field.name.value,
  arguments: field.arguments ?? [],
  selectionSets: field.selectionSet ? [field.selectionSet] : [],
});

/** A field that a fetch selects. */
export interface ResolvedField {
  readonly fetch: PlannedFetch;
  readonly selection: FetchSelection;
  /** The objects that the field returns; null for a leaf. */
  readonly node: PathNode | null;
}

/** The field that returns the objects of a path node. */
export interface Edge {
  readonly from: PathNode;
  readonly typeName: string;
  readonly request: FieldRequest;
}

/** The objects at one field path, and the paths to their fields that were found so far. */
export interface PathNode {
  readonly path: FieldPath;
  /** The object types that the objects may have: the shared types of the field of the edge. */
  sharedTypes: readonly string[];
  /** What fetches select of these objects. */
  readonly selections: FetchSelection[];
  /** The fields with a path, by type and response key. */
  readonly resolved: Map<string, ResolvedField>;
  /** The selections of entity fetches for these objects, by type, subgraph and requirement. */
  readonly jumps: Map<string, FetchSelection>;
  /** The name of the interface, for interface objects whose object types are not resolved by a fetch yet; null otherwise. */
  interfaceObject: string | null;
  /** The fetch that resolves the object types of interface objects; null if there is none. */
  typesFetch: PlannedFetch | null;
  /** The response keys of the fields that the operation selects outside of fragments, and so for objects of every type. */
  readonly selectedForAllTypes: Set<string>;
  /** The field that returns the objects; null at the root. */
  readonly edge: Edge | null;
  /** The path as text. */
  readonly pathText: string;
  /** The cache of `selectionsOfType.ts`. `seenCount` is the number of the node's selections that were tested for this type. */
  readonly selectionsByType: Map<string, { seenCount: number; readonly ofType: TypedSelection[] }>;
  /** The caches of `reachability.ts`, by type. */
  readonly distances: Map<string, SelectionDependent<ReadonlyMap<string, number>>>;
  readonly possibleJumps: Map<string, SelectionDependent<ReadonlySet<string>>>;
}

/** A cached value. It is valid while the path node has `selectionCount` selections of the type. */
export interface SelectionDependent<T> {
  readonly selectionCount: number;
  readonly value: T;
}

export const createPathNode = (
  path: FieldPath,
  sharedTypes: readonly string[],
  selections: FetchSelection[],
  edge: Edge | null,
): PathNode => ({
  path,
  sharedTypes,
  selections,
  resolved: new Map(),
  jumps: new Map(),
  interfaceObject: null,
  typesFetch: null,
  selectedForAllTypes: new Set(),
  edge,
  pathText: JSON.stringify(path),
  selectionsByType: new Map(),
  distances: new Map(),
  possibleJumps: new Map(),
});

/** The field path of the objects that a field returns. */
export function pathBelow(
  node: PathNode,
  typeName: string,
  { responseKey, name }: FieldRequest,
  supergraph: GraphQLSchema,
): FieldPath {
  const { path, sharedTypes, typesFetch } = node;
  const needsTypeCondition = sharedTypes.includes(typeName) && (sharedTypes.length > 1 || typesFetch !== null);
  const steps: FieldPath[number][] = needsTypeCondition ? [{ kind: 'type', names: [typeName] }] : [];
  steps.push({ kind: 'field', name: responseKey });
  const definition = fieldDefinition(supergraph, typeName, name);
  if (!definition) return [...path, ...steps];
  for (let of = getNullableType(definition.type); isListType(of); of = getNullableType(of.ofType)) steps.push({ kind: 'items' });
  return [...path, ...steps];
}

/** The type that the field of an edge has in the supergraph. A subgraph may declare one of its object types instead. */
export function typeOfEdge({ typeName, request }: Edge, supergraph: GraphQLSchema): string {
  const definition = fieldDefinition(supergraph, typeName, request.name);
  return definition ? getNamedType(definition.type).name : '';
}

function fieldDefinition(supergraph: GraphQLSchema, typeName: string, name: string) {
  const type = supergraph.getType(typeName);
  return type && 'getFields' in type ? type.getFields()[name] : undefined;
}
