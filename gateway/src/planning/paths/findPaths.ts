import { Kind, type SelectionSetNode } from 'graphql';
import { responseKey } from '../../operation/responseKey.ts';
import type { PlannedFetch } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selectionAtPath.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { byNumberOfSubgraphs } from './chooseSubgraph.ts';
import { hasNoObjectType, resolveInterfaceFields, selectUnsharedTypes, selectWithoutObjects } from './interfaces.ts';
import { selectTypenames } from './objectTypes.ts';
import { createPathNode, type PathNode, requestOf } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { resolveField } from './resolveField.ts';

type Options = Pick<PathSearch, 'schemas' | 'operationType' | 'selectsOnInterfaces'>;

/** Finds the fetches that resolve an operation. Throws NoPath. */
export function findPaths(selectionSet: SelectionSetNode, options: Options): readonly PlannedFetch[] {
  const rootType = rootTypeOf(options.schemas, options.operationType);
  const search: PathSearch = {
    ...options,
    rootType,
    root: createPathNode([], [rootType], [], null),
    fetches: [],
    needed: new Set(),
    openJumps: new Set(),
    steps: { count: 0 },
  };
  resolveSelectionSets(search, search.root, [selectionSet]);
  const needed = new Set<PlannedFetch>();
  const add = (fetch: PlannedFetch): void => {
    if (needed.has(fetch)) return;
    needed.add(fetch);
    for (const before of fetch.after) add(before);
  };
  for (const fetch of search.needed) add(fetch);
  return search.fetches.filter((fetch) => needed.has(fetch));
}

const rootTypeOf = ({ supergraphSchema }: SubgraphSchemas, operation: PathSearch['operationType']): string =>
  (operation === 'mutation' ? supergraphSchema.getMutationType() : supergraphSchema.getQueryType())?.name ?? '';

/** Finds paths to all fields of the selection sets of a path node. */
export function resolveSelectionSets(search: PathSearch, node: PathNode, selectionSets: readonly SelectionSetNode[]): void {
  const { schemas, needed } = search;
  selectTypenames(search, node, selectionSets);
  if (node.sharedTypes.length === 0 && hasNoObjectType(node, schemas)) selectWithoutObjects(search, node, selectionSets);
  if (node.typesFetch) needed.add(node.typesFetch);
  for (const { selections } of selectionSets)
    for (const one of selections) if (one.kind === Kind.FIELD) node.selectedForAllTypes.add(responseKey(one));
  const onInterface = resolveInterfaceFields(search, node, selectionSets);
  for (const selection of node.selections) selectUnsharedTypes(search, selection, node.sharedTypes, selectionSets);
  for (const typeName of node.sharedTypes) {
    const below = new Map<PathNode, SelectionSetNode[]>();
    const fields = fieldsFor(schemas.supergraphSchema, selectionSets, typeName);
    for (const field of node === search.root ? byNumberOfSubgraphs(search, fields) : fields) {
      if (field.name.value === '__typename' || onInterface.has(responseKey(field))) continue;
      const resolved = resolveField(search, node, typeName, requestOf(field));
      needed.add(resolved.fetch);
      if (!resolved.node || !field.selectionSet) continue;
      const sets = below.get(resolved.node) ?? [];
      sets.push(field.selectionSet);
      below.set(resolved.node, sets);
    }
    for (const [inner, sets] of below) resolveSelectionSets(search, inner, sets);
  }
}
