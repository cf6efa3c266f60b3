import { isInterfaceType, Kind, type SelectionSetNode } from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selected.ts';
import { resolveSelectionSets } from './findPaths.ts';
import { coordinateAt, NoPath } from './noPath.ts';
import { type FieldRequest, type PathNode, requestOf } from './pathNode.ts';
import { countStep, type PathSearch } from './pathSearch.ts';
import { resolveField, selectFrom } from './resolveField.ts';
import { resolvableField, selectField, typeNameAt } from './selectField.ts';
import { selectionsOfType } from './selectionsOfType.ts';

/**
 * Finds paths to the fields that are selected of an interface itself, and so of all its objects. They must all be resolved from one of the
 * selections that lead to the objects: by its subgraph, or by key jumps from there. Subgraphs that share a field are interchangeable (the
 * composer's rule for satisfiability), so one of them may not be asked for the objects of one type and another for those of another type.
 * Gives the response keys of the fields that are selected on the interface, once for all types, with all that is selected below them.
 */
export function resolveInterfaceFields(
  search: PathSearch,
  node: PathNode,
  selectionSets: readonly SelectionSetNode[],
): ReadonlySet<string> {
  const onInterface = new Set<string>();
  const { possibleTypes } = node;
  if (possibleTypes.length < 2) return onInterface;
  const inFragments = keysInFragments(selectionSets);
  for (const field of selectionSets.flatMap(({ selections }) => selections)) {
    if (field.kind !== Kind.FIELD || field.name.value === '__typename') continue;
    const request = requestOf(field);
    const candidates = selectionsOfType(node, possibleTypes[0] ?? '', search.schemas);
    const ofAll = candidates.find(({ selection }) => resolvesForAll(search, selection, node, request.name))?.selection ?? null;
    if (ofAll && !inFragments.has(request.key) && selectOnInterface(search, node, request, ofAll)) {
      onInterface.add(request.key);
      continue;
    }
    const entries = new Set(
      possibleTypes.flatMap((type) => [...entriesOf(resolveField(search, node, type, request, ofAll).selection)]),
    );
    const declaredType = node.selections[0]?.declaredType ?? '';
    if (entries.size > 1)
      throw new NoPath(
        `${coordinateAt(node, declaredType, request.name)} is resolved by no subgraph for all objects of "${declaredType}": ${possibleTypes.map((type) => `"${type}"`).join(', ')}.`,
      );
  }
  return onInterface;
}

/** Whether a selection resolves a field for the objects of all types. */
const resolvesForAll = ({ schemas }: PathSearch, selection: FetchSelection, node: PathNode, name: string): boolean =>
  node.possibleTypes.every((type) => {
    const typeName = typeNameAt(selection, type, schemas);
    return typeName !== null && resolvableField(selection, typeName, name, schemas) !== null;
  });

/** Selects a field on the interface, and all that is selected below it; false where the subgraph's interface has no such field. */
function selectOnInterface(search: PathSearch, node: PathNode, request: FieldRequest, selection: FetchSelection): boolean {
  const { schemas, selectsOnInterfaces, needed } = search;
  const { declaredType, subgraph } = selection;
  const field = schemas.field(subgraph, declaredType, request.name);
  const isInterface = isInterfaceType(schemas.supergraph.getType(declaredType));
  if (!selectsOnInterfaces || !isInterface || !field || field.isExternal || field.requires) return false;
  const resolved = selectFrom(search, node, declaredType, request, selection, node.possibleTypes);
  for (const type of node.possibleTypes) node.resolved.set(`${type} ${request.key}`, resolved);
  needed.add(resolved.fetch);
  if (resolved.node) resolveSelectionSets(search, resolved.node, request.selectionSets);
  return true;
}

/**
 * Subgraphs that share a field may each know object types of its union or interface that the others lack. The plan counts on those that
 * all know. The subgraph that is asked may answer with objects of its other types: it is asked for what it resolves of them itself.
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
  for (const typeName of schemas.possibleTypes(subgraph, declaredType)) {
    if (sharedTypes.includes(typeName)) continue;
    for (const node of fieldsFor(schemas.supergraph, selectionSets, typeName)) {
      const field = resolvableField(selection, typeName, node.name.value, schemas);
      if (!field) continue;
      countStep(search);
      const below = selectField(selection, typeName, requestOf(node), field, schemas);
      if (below && node.selectionSet) selectUnsharedTypes(search, below, [], [node.selectionSet]);
    }
  }
}

/**
 * No subgraph has an object type of the interface, so no path goes on from its objects. The subgraph that leads there is asked for the
 * interface's own fields all the same: it answers null, or an error.
 */
export function selectWithoutObjects({ schemas }: PathSearch, node: PathNode, selectionSets: readonly SelectionSetNode[]): void {
  const declaredType = node.selections[0]?.declaredType ?? '';
  for (const { name, ...rest } of fieldsFor(schemas.supergraph, selectionSets, declaredType)) {
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

/** The response keys of the fields that are selected in fragments, of some types alone. */
function keysInFragments(selectionSets: readonly SelectionSetNode[], isFragment = false): Set<string> {
  return new Set(
    selectionSets.flatMap(({ selections }) =>
      selections.flatMap((one): string[] => {
        if (one.kind === Kind.INLINE_FRAGMENT) return [...keysInFragments([one.selectionSet], true)];
        return one.kind === Kind.FIELD && isFragment ? [responseKey(one)] : [];
      }),
    ),
  );
}

/** The selections that lead to the objects of a path node, from which key jumps go on. */
function entriesOf(selection: FetchSelection): ReadonlySet<FetchSelection> {
  let found = entries.get(selection);
  if (!found) {
    const { jumpsFrom } = selection;
    found = jumpsFrom.size === 0 ? new Set([selection]) : new Set([...jumpsFrom].flatMap((one) => [...entriesOf(one)]));
    entries.set(selection, found);
  }
  return found;
}

/** Kept for each selection: several key jumps in a row may go on from the same ones. */
const entries = new WeakMap<FetchSelection, ReadonlySet<FetchSelection>>();
