import { isAbstractType, isInterfaceType, Kind, type SelectionSetNode } from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selectionAtPath.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { resolveSelectionSets } from './findPaths.ts';
import { coordinateAt, NoPath } from './noPath.ts';
import { type FieldRequest, type PathNode, requestOf } from './pathNode.ts';
import { countStep, type PathSearch } from './pathSearch.ts';
import { resolveField, selectFrom } from './resolveField.ts';
import { resolvableField, selectField, typeConditionFor } from './selectField.ts';
import { selectionsOfType } from './selectionsOfType.ts';

/**
 * Finds paths to the fields that an operation selects on an interface itself. All object types must be resolved from the same selection that leads
 * to the objects: by its subgraph, or by key jumps from there. Two subgraphs that share the field which returns the interface may answer different
 * objects, so the objects of one type cannot come from one of them and those of another type from the other (the composer's satisfiability rule).
 * Returns the response keys of the fields that the plan selects on the interface, and so not again on each object type.
 */
export function resolveInterfaceFields(
  search: PathSearch,
  node: PathNode,
  selectionSets: readonly SelectionSetNode[],
): ReadonlySet<string> {
  const onInterface = new Set<string>();
  const { sharedTypes } = node;
  if (sharedTypes.length < 2) return onInterface;
  const inFragments = responseKeysInFragments(selectionSets);
  for (const field of selectionSets.flatMap(({ selections }) => selections)) {
    if (field.kind !== Kind.FIELD || field.name.value === '__typename') continue;
    const request = requestOf(field);
    const candidates = selectionsOfType(node, sharedTypes[0] ?? '', search.schemas);
    const ofAll = candidates.find(({ selection }) => resolvesForAll(search, selection, node, request.name))?.selection ?? null;
    if (ofAll && !inFragments.has(request.responseKey) && selectOnInterface(search, node, request, ofAll)) {
      onInterface.add(request.responseKey);
      continue;
    }
    const entries = new Set(
      sharedTypes.flatMap((type) => [...originSelectionsOf(resolveField(search, node, type, request, ofAll).selection)]),
    );
    const declaredType = node.selections[0]?.declaredType ?? '';
    if (entries.size > 1)
      throw new NoPath(
        `${coordinateAt(node, declaredType, request.name)} is resolved by no subgraph for all objects of "${declaredType}": ${sharedTypes.map((type) => `"${type}"`).join(', ')}.`,
      );
  }
  return onInterface;
}

/** Whether a selection resolves a field for the objects of all types. */
const resolvesForAll = ({ schemas }: PathSearch, selection: FetchSelection, node: PathNode, name: string): boolean =>
  node.sharedTypes.every((type) => {
    const typeName = typeConditionFor(selection, type, schemas);
    return typeName !== null && resolvableField(selection, typeName, name, schemas) !== null;
  });

/** Selects a field on the interface, with its nested fields. Returns false if the interface does not have the field in the subgraph. */
function selectOnInterface(search: PathSearch, node: PathNode, request: FieldRequest, selection: FetchSelection): boolean {
  const { schemas, selectsOnInterfaces, needed } = search;
  const { declaredType, subgraph } = selection;
  const field = schemas.field(subgraph, declaredType, request.name);
  const isInterface = isInterfaceType(schemas.supergraphSchema.getType(declaredType));
  if (!selectsOnInterfaces || !isInterface || !field || field.isExternal || field.requires) return false;
  const resolved = selectFrom(search, node, declaredType, request, selection, node.sharedTypes);
  for (const type of node.sharedTypes) node.resolved.set(`${type} ${request.responseKey}`, resolved);
  needed.add(resolved.fetch);
  if (resolved.node) resolveSelectionSets(search, resolved.node, request.selectionSets);
  return true;
}

/**
 * Selects fields of the object types that only some subgraphs know. Subgraphs that share a field may have different object types for it; paths are
 * found only for the shared types, which all of them have. The called subgraph may answer objects of its other types: of those, the fields that it
 * resolves itself are selected.
 */
export function selectUnsharedTypes(
  search: PathSearch,
  selection: FetchSelection,
  sharedTypes: readonly string[],
  selectionSets: readonly SelectionSetNode[],
): void {
  const { schemas } = search;
  const { subgraph, declaredType } = selection;
  if (schemas.isInterfaceObject(subgraph, declaredType)) return;
  for (const typeName of schemas.objectTypes(subgraph, declaredType)) {
    if (sharedTypes.includes(typeName)) continue;
    for (const node of fieldsFor(schemas.supergraphSchema, selectionSets, typeName)) {
      const field = resolvableField(selection, typeName, node.name.value, schemas);
      if (!field) continue;
      countStep(search);
      const below = selectField(selection, typeName, requestOf(node), field, schemas);
      if (below && node.selectionSet) selectUnsharedTypes(search, below, [], [node.selectionSet]);
    }
  }
}

/** Whether the abstract type of a path node has no object types in any subgraph. */
export function hasNoObjectType({ selections }: PathNode, { supergraphSchema }: SubgraphSchemas): boolean {
  const type = supergraphSchema.getType(selections[0]?.declaredType ?? '');
  return isAbstractType(type) && supergraphSchema.getPossibleTypes(type).length === 0;
}

/**
 * Selects the fields of an interface that has no object type in any subgraph. No path can go on from its objects, and the subgraph can only
 * answer null or an error.
 */
export function selectWithoutObjects({ schemas }: PathSearch, node: PathNode, selectionSets: readonly SelectionSetNode[]): void {
  const declaredType = node.selections[0]?.declaredType ?? '';
  for (const { name, ...rest } of fieldsFor(schemas.supergraphSchema, selectionSets, declaredType)) {
    if (name.value === '__typename') continue;
    const [found] = node.selections.flatMap((selection) => {
      const field = resolvableField(selection, declaredType, name.value, schemas);
      return field ? [{ selection, field }] : [];
    });
    if (!found)
      throw new NoPath(
        `${coordinateAt(node, declaredType, name.value)} has no path: no subgraph has an object type of "${declaredType}".`,
      );
    selectField(found.selection, declaredType, requestOf({ name, ...rest }), found.field, schemas);
  }
}

/** The response keys of the fields that are selected in fragments, and so on some object types only. */
function responseKeysInFragments(selectionSets: readonly SelectionSetNode[], isFragment = false): Set<string> {
  return new Set(
    selectionSets.flatMap(({ selections }) =>
      selections.flatMap((one): string[] => {
        if (one.kind === Kind.INLINE_FRAGMENT) return [...responseKeysInFragments([one.selectionSet], true)];
        return one.kind === Kind.FIELD && isFragment ? [responseKey(one)] : [];
      }),
    ),
  );
}

/** The selections from which a chain of key jumps starts: those of the field that returns the objects. */
function originSelectionsOf(selection: FetchSelection): ReadonlySet<FetchSelection> {
  let found = originSelections.get(selection);
  if (!found) {
    const { jumpsFrom } = selection;
    found = jumpsFrom.size === 0 ? new Set([selection]) : new Set([...jumpsFrom].flatMap((one) => [...originSelectionsOf(one)]));
    originSelections.set(selection, found);
  }
  return found;
}

/** Cached for each selection, because chains of key jumps share their starts. */
const originSelections = new WeakMap<FetchSelection, ReadonlySet<FetchSelection>>();
