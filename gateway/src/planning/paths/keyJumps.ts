import { print, type SelectionSetNode } from 'graphql';
import type { FetchSelection, PlannedFetch } from '../fetches/plannedFetch.ts';
import type { Required } from '../plan.ts';
import { toRequired } from '../representation.ts';
import { attempt, NoPath } from './noPath.ts';
import type { PathNode } from './pathNode.ts';
import { addFetch, type PathSearch } from './pathSearch.ts';
import { jumpsTo, keyDistance } from './reachability.ts';
import { type Dependencies, resolveFieldSet } from './requirements.ts';
import { typeNameAt } from './selectField.ts';
import { selectionsOfType } from './selectionsOfType.ts';

/** A subgraph that has a field of objects of a type. */
export interface JumpTarget {
  readonly subgraph: string;
  /** The type under which the subgraph knows the objects. */
  readonly typeName: string;
  /** What the field requires (`@requires`). */
  readonly requires: SelectionSetNode | null;
}

const TYPENAME: Required = { kind: 'field', from: '__typename', name: '__typename', selections: null };

/** The selection of an entity fetch for objects of a type, with a requirement in its representation. Throws NoPath. */
export function jumpTo(search: PathSearch, node: PathNode, typeName: string, target: JumpTarget): FetchSelection {
  const { subgraph, requires } = target;
  if (typeName === search.rootType || typeName === search.schemas.supergraph.getQueryType()?.name)
    return fetchRoot(search, node, typeName, subgraph);
  const identity = `${typeName} ${subgraph} ${requires ? print(requires) : ''}`;
  const known = node.jumps.get(identity);
  if (known) return known;
  const jump = `${node.pathText} ${identity}`;
  if (search.openJumps.has(jump)) throw new NoPath(`"${subgraph}" needs for "${typeName}" what leads back to it.`);
  search.openJumps.add(jump);
  try {
    const selection = fetchEntities(search, node, typeName, target);
    node.jumps.set(identity, selection);
    if (!requires) node.selections.push(selection);
    return selection;
  } finally {
    search.openJumps.delete(jump);
  }
}

/** An entity fetch, after the fetches that resolve its key and what it requires. */
function fetchEntities(search: PathSearch, node: PathNode, typeName: string, target: JumpTarget): FetchSelection {
  const { subgraph, requires } = target;
  const needs: Dependencies = { fetches: new Set(node.typesFetch ? [node.typesFetch] : []), selections: new Set() };
  const key = resolveKey(search, node, typeName, target, needs);
  if (requires) resolveFieldSet(search, node, typeName, requires, needs);
  const { schemas } = search;
  const typeSource =
    [...needs.selections].find((selection) => typeNameAt(selection, typeName, schemas) !== null) ??
    selectionsOfType(node, typeName, schemas)[0]?.selection;
  if (!typeSource) throw new NoPath(`No fetch resolves the type "${typeName}".`);
  typeSource.selectsTypename = true;
  needs.fetches.add(typeSource.fetch());
  if (needs.selections.size === 0) needs.selections.add(typeSource);
  const selections = [TYPENAME, ...toRequired(key), ...(requires ? toRequired(requires) : [])];
  const isInterfaceObject = node.interfaceObject === typeName;
  return addFetch(search, {
    subgraph,
    path: node.path,
    representation: [{ kind: 'type', name: typeName, selections }],
    after: needs.fetches,
    objectTypes: isInterfaceObject ? null : new Set([typeName]),
    declaredType: isInterfaceObject ? target.typeName : '_Entity',
    jumpsFrom: needs.selections,
  });
}

/** Finds paths to the fields of the nearest of a subgraph's keys that can be resolved. Throws NoPath. */
function resolveKey(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  target: JumpTarget,
  needs: Dependencies,
): SelectionSetNode {
  const { schemas } = search;
  const distances = jumpsTo(node, typeName, schemas);
  const keys = schemas
    .keys(target.subgraph, target.typeName)
    .map((key) => ({ key, distance: keyDistance(key, typeName, distances, schemas) }))
    .sort((one, other) => one.distance - other.distance);
  for (const { key } of keys) {
    const needed: Dependencies = { fetches: new Set(), selections: new Set() };
    const result = attempt(() => resolveFieldSet(search, node, typeName, key, needed));
    if (result instanceof NoPath) continue;
    for (const fetch of needed.fetches) needs.fetches.add(fetch);
    for (const selection of needed.selections) needs.selections.add(selection);
    return key;
  }
  throw new NoPath(`No key of "${typeName}" leads to "${target.subgraph}".`);
}

/** A fetch of root fields: of the operation, or of the type `Query` where a field leads back to it. */
export function fetchRoot(search: PathSearch, node: PathNode, typeName: string, subgraph: string): FetchSelection {
  const after = new Set<PlannedFetch>();
  const [first] = node.selections;
  if (node !== search.root && first) after.add(first.fetch());
  const selection = addFetch(search, {
    subgraph,
    path: node.path,
    representation: null,
    after,
    objectTypes: null,
    declaredType: typeName,
    jumpsFrom: new Set(),
  });
  node.selections.push(selection);
  return selection;
}
