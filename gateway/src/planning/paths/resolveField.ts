import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { findResolvingSelection, rankSubgraphs, subgraphWithAll } from './chooseSubgraph.ts';
import { fetchRoot, type JumpTarget, jumpTo } from './keyJumps.ts';
import { attempt, NoPath, unreachableField } from './noPath.ts';
import { resolveThroughParent } from './parentPaths.ts';
import { createPathNode, type FieldRequest, type PathNode, pathBelow, type ResolvedField } from './pathNode.ts';
import { countStep, type PathSearch } from './pathSearch.ts';
import { selectField, typeConditionFor } from './selectField.ts';
import { sharedTypesBelow, sharedTypesBelowAll } from './sharedTypes.ts';

/** Finds a path to a field of objects of a type, and selects it there. Throws NoPath. */
export function resolveField(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
  preferred: FetchSelection | null = null,
): ResolvedField {
  const identity = `${typeName} ${request.responseKey}`;
  const known = node.resolved.get(identity);
  if (known) return known;
  countStep(search);
  const selection =
    preferred ?? presentSelection(search, node, typeName, request) ?? newSelection(search, node, typeName, request);
  // The key jump to the subgraph may have needed the same field, and so have resolved it.
  const meanwhile = node.resolved.get(identity);
  if (meanwhile) return meanwhile;
  const resolved = selectFrom(search, node, typeName, request, selection);
  node.resolved.set(identity, resolved);
  return resolved;
}

/** Selects a field in a given selection. For a field of an interface, `parentTypes` are the object types of its objects. */
export function selectFrom(
  { schemas }: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
  selection: FetchSelection,
  parentTypes: readonly string[] = [typeName],
): ResolvedField {
  const { subgraph, fetch } = selection;
  const typeCondition = typeConditionFor(selection, typeName, schemas) ?? typeName;
  const field = schemas.field(subgraph, typeCondition, request.name);
  if (!field) throw new NoPath(`"${subgraph}" has no "${typeCondition}.${request.name}".`);
  const below = selectField(selection, typeCondition, request, field, schemas);
  if (!below) return { fetch: fetch(), selection, node: null };
  const sharedTypes =
    parentTypes.length > 1
      ? sharedTypesBelowAll(subgraph, parentTypes, request.name, schemas)
      : sharedTypesBelow(subgraph, typeCondition, request.name, field, schemas);
  const path = pathBelow(node, typeName, request, schemas.supergraphSchema);
  const inner = createPathNode(path, sharedTypes, [below], { from: node, typeName, request });
  if (schemas.isInterfaceObject(subgraph, field.typeName)) inner.interfaceObject = field.typeName;
  return { fetch: fetch(), selection, node: inner };
}

/**
 * An existing selection whose subgraph resolves the field. At the root of a query, a new fetch from another subgraph is better if only that
 * subgraph resolves all nested fields: the two fetches run in parallel.
 */
function presentSelection(search: PathSearch, node: PathNode, typeName: string, request: FieldRequest): FetchSelection | null {
  const present = findResolvingSelection(search, node, typeName, request);
  if (!present || node !== search.root || search.operationType === 'mutation' || request.selectionSets.length === 0)
    return present;
  const better = subgraphWithAll(search, present.subgraph, request);
  return better === null ? present : fetchRoot(search, node, typeName, better);
}

/** The selection of a new fetch: after a key jump, else through a subgraph that shares the parent's field. */
function newSelection(search: PathSearch, node: PathNode, typeName: string, request: FieldRequest): FetchSelection {
  const targets = rankSubgraphs(search, node, typeName, request);
  for (const target of targets) {
    if (target.distance === Number.POSITIVE_INFINITY) continue;
    const selection = attempt(() => jumpTo(search, node, typeName, target));
    if (!(selection instanceof NoPath)) return selection;
  }
  const throughParent = selectThroughParent(search, node, targets);
  if (throughParent) return throughParent;
  throw unreachableField(node, typeName, request.name, search.schemas);
}

function selectThroughParent(search: PathSearch, node: PathNode, targets: readonly JumpTarget[]): FetchSelection | null {
  for (const { subgraph, requires } of targets) {
    if (requires) continue;
    const selection = attempt(() => resolveThroughParent(search, node, subgraph));
    if (!(selection instanceof NoPath)) return selection;
  }
  return null;
}
