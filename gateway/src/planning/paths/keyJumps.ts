import { print, type SelectionSetNode } from 'graphql';
import type { FetchSelection, PlannedFetch } from '../fetches/plannedFetch.ts';
import type { RepresentationSelection } from '../plan.ts';
import { representationSelections } from '../representationSelections.ts';
import { attempt, NoPath } from './noPath.ts';
import type { PathNode } from './pathNode.ts';
import { addFetch, type PathSearch } from './pathSearch.ts';
import { jumpDistances, keyDistance } from './reachability.ts';
import { type FetchDependencies, resolveFieldSet } from './resolveFieldSet.ts';
import { typeConditionFor } from './selectField.ts';
import { selectionsOfType } from './selectionsOfType.ts';

/** The target of a key jump: a subgraph, for a field that it has. */
export interface JumpTarget {
  readonly subgraph: string;
  /** The type under which the subgraph knows the objects. */
  readonly typeName: string;
  /** What the field requires (`@requires`). */
  readonly requires: SelectionSetNode | null;
}

const TYPENAME: RepresentationSelection = { kind: 'field', from: '__typename', name: '__typename', selections: null };

/** The selection of an entity fetch for objects of a type. Its representation also has the fields that the target requires. Throws NoPath. */
export function jumpTo(search: PathSearch, node: PathNode, typeName: string, target: JumpTarget): FetchSelection {
  const { subgraph, requires } = target;
  if (typeName === search.rootType || typeName === search.schemas.supergraphSchema.getQueryType()?.name)
    return fetchRoot(search, node, typeName, subgraph);
  const identity = `${typeName} ${subgraph} ${requires ? print(requires) : ''}`;
  const known = node.jumps.get(identity);
  if (known) return known;
  const jump = `${node.pathText} ${identity}`;
  if (search.openJumps.has(jump)) throw new NoPath(`The key of "${typeName}" in "${subgraph}" depends on itself.`);
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
  const dependencies: FetchDependencies = { fetches: new Set(node.typesFetch ? [node.typesFetch] : []), selections: new Set() };
  const key = resolveKey(search, node, typeName, target, dependencies);
  if (requires) resolveFieldSet(search, node, typeName, requires, dependencies);
  const { schemas } = search;
  const typeSource =
    [...dependencies.selections].find((selection) => typeConditionFor(selection, typeName, schemas) !== null) ??
    selectionsOfType(node, typeName, schemas)[0]?.selection;
  if (!typeSource) throw new NoPath(`No fetch resolves the type "${typeName}".`);
  typeSource.selectsTypename = true;
  dependencies.fetches.add(typeSource.fetch());
  if (dependencies.selections.size === 0) dependencies.selections.add(typeSource);
  const selections = [TYPENAME, ...representationSelections(key), ...(requires ? representationSelections(requires) : [])];
  const isInterfaceObject = node.interfaceObject === typeName;
  return addFetch(search, {
    subgraph,
    path: node.path,
    representation: [{ kind: 'type', name: typeName, selections }],
    after: dependencies.fetches,
    restrictedTo: isInterfaceObject ? null : new Set([typeName]),
    declaredType: isInterfaceObject ? target.typeName : '_Entity',
    jumpsFrom: dependencies.selections,
  });
}

/** Finds a key of the subgraph whose fields can be resolved, and the paths to them. Keys with the fewest key jumps are tried first. Throws NoPath. */
function resolveKey(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  target: JumpTarget,
  dependencies: FetchDependencies,
): SelectionSetNode {
  const { schemas } = search;
  const distances = jumpDistances(node, typeName, schemas);
  const keys = schemas
    .keys(target.subgraph, target.typeName)
    .map((key) => ({ key, distance: keyDistance(key, typeName, distances, schemas) }))
    .sort((one, other) => one.distance - other.distance);
  for (const { key } of keys) {
    const keyDependencies: FetchDependencies = { fetches: new Set(), selections: new Set() };
    const result = attempt(() => resolveFieldSet(search, node, typeName, key, keyDependencies));
    if (result instanceof NoPath) continue;
    for (const fetch of keyDependencies.fetches) dependencies.fetches.add(fetch);
    for (const selection of keyDependencies.selections) dependencies.selections.add(selection);
    return key;
  }
  throw new NoPath(`No key of "${typeName}" leads to "${target.subgraph}".`);
}

/** Adds a fetch of root fields: of the operation, or of a field that returns the type `Query`. */
export function fetchRoot(search: PathSearch, node: PathNode, typeName: string, subgraph: string): FetchSelection {
  const after = new Set<PlannedFetch>();
  const [first] = node.selections;
  if (node !== search.root && first) after.add(first.fetch());
  const selection = addFetch(search, {
    subgraph,
    path: node.path,
    representation: null,
    after,
    restrictedTo: null,
    declaredType: typeName,
    jumpsFrom: new Set(),
  });
  node.selections.push(selection);
  return selection;
}
