import { isAbstractType, Kind, type SelectionSetNode } from 'graphql';
import { fieldsFor } from '../selectionAtPath.ts';
import { findResolvingSelection } from './chooseSubgraph.ts';
import { jumpTo } from './keyJumps.ts';
import { attempt, coordinateAt, NoPath } from './noPath.ts';
import { type PathNode, requestOf, typeOfEdge } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { isReachableInterfaceObject } from './reachability.ts';

/** Selects `__typename` where objects can have several types. For interface objects, resolves their object types if the selection depends on them. */
export function selectTypenames(search: PathSearch, node: PathNode, selectionSets: readonly SelectionSetNode[]): void {
  const { supergraphSchema } = search.schemas;
  if (node.interfaceObject !== null && !isResolvedAsInterface(search, node, node.interfaceObject, selectionSets))
    resolveObjectTypes(search, node, node.interfaceObject);
  const isAbstract = node.edge !== null && isAbstractType(supergraphSchema.getType(typeOfEdge(node.edge, supergraphSchema)));
  for (const selection of node.selections)
    if (isAbstract || isAbstractType(supergraphSchema.getType(selection.declaredType))) selection.selectsTypename = true;
}

/** Whether all selected fields of interface objects can be resolved without knowing their object types. */
const isResolvedAsInterface = (
  search: PathSearch,
  node: PathNode,
  interfaceName: string,
  selectionSets: readonly SelectionSetNode[],
): boolean =>
  !selectionSets.some((set) => dependsOnObjectType(set, interfaceName)) &&
  fieldsFor(search.schemas.supergraphSchema, selectionSets, interfaceName).every(
    (field) =>
      findResolvingSelection(search, node, interfaceName, requestOf(field)) ||
      isReachableInterfaceObject(node, interfaceName, field.name.value, search.schemas),
  );

/** Whether a selection set depends on the object type: it selects `__typename`, or has a fragment on another type. */
const dependsOnObjectType = ({ selections }: SelectionSetNode, declaredType: string): boolean =>
  selections.some((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__typename';
    if (one.kind === Kind.FRAGMENT_SPREAD) return true;
    const typeCondition = one.typeCondition?.name.value ?? declaredType;
    return typeCondition !== declaredType || dependsOnObjectType(one.selectionSet, declaredType);
  });

/** Jumps to a subgraph that has the interface with its object types. Throws NoPath. */
function resolveObjectTypes(search: PathSearch, node: PathNode, interfaceName: string): void {
  const { schemas } = search;
  for (const subgraph of schemas.subgraphs) {
    if (!schemas.hasType(subgraph, interfaceName) || schemas.isInterfaceObject(subgraph, interfaceName)) continue;
    if (schemas.keys(subgraph, interfaceName).length === 0) continue;
    const target = { subgraph, typeName: interfaceName, requires: null };
    const selection = attempt(() => jumpTo(search, node, interfaceName, target));
    if (selection instanceof NoPath) continue;
    selection.selectsTypename = true;
    node.typesFetch = selection.fetch();
    node.interfaceObject = null;
    node.sharedTypes = schemas.objectTypes(subgraph, interfaceName);
    return;
  }
  throw new NoPath(
    `${coordinateAt(node, interfaceName, '__typename')} has no path: no key leads to a subgraph with the object types.`,
  );
}
