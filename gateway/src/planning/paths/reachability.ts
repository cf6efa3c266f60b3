import type { SelectionNode, SelectionSetNode } from 'graphql';
import { fieldsFor } from '../selected.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { PathNode } from './pathNode.ts';
import { typeNameAt, typeNameIn } from './selectField.ts';

/** By type and the subgraphs to start from: it depends on the supergraph alone. */
const known = new WeakMap<SubgraphSchemas, Map<string, ReadonlyMap<string, number>>>();

const MAX_KNOWN = 10_000;

/** How many key jumps away each subgraph is that resolves entities of a type; those that no key leads to are left out. */
export function jumpsTo(node: PathNode, typeName: string, schemas: SubgraphSchemas): ReadonlyMap<string, number> {
  const starts = new Set<string>();
  for (const selection of node.selections) if (typeNameAt(selection, typeName, schemas) !== null) starts.add(selection.subgraph);
  const found = known.get(schemas) ?? new Map<string, ReadonlyMap<string, number>>();
  known.set(schemas, found);
  const identity = [typeName, ...[...starts].sort()].join(' ');
  const distances = found.get(identity) ?? distancesFrom(starts, typeName, schemas);
  if (found.size < MAX_KNOWN) found.set(identity, distances);
  return distances;
}

function distancesFrom(starts: ReadonlySet<string>, typeName: string, schemas: SubgraphSchemas): Map<string, number> {
  const distances = new Map([...starts].map((subgraph) => [subgraph, 0]));
  for (let jumps = 1, isFound = true; isFound; jumps += 1) {
    isFound = false;
    for (const subgraph of schemas.subgraphs) {
      const knownType = distances.has(subgraph) ? null : typeNameIn(schemas, subgraph, typeName);
      if (knownType === null) continue;
      const isNear = schemas.keys(subgraph, knownType).some((key) => keyDistance(key, typeName, distances, schemas) < jumps);
      if (!isNear) continue;
      distances.set(subgraph, jumps);
      isFound = true;
    }
  }
  return distances;
}

/** How many key jumps away the farthest field of a key is; infinitely many when one is not resolved anywhere. */
export const keyDistance = (
  { selections }: SelectionSetNode,
  typeName: string,
  distances: ReadonlyMap<string, number>,
  schemas: SubgraphSchemas,
): number =>
  Math.max(
    0,
    ...selections.map((selection) =>
      Math.min(
        Number.POSITIVE_INFINITY,
        ...subgraphsResolving(selection, typeName, schemas).flatMap((subgraph) => distances.get(subgraph) ?? []),
      ),
    ),
  );

/** By type, then by the selection of a key. */
const resolving = new WeakMap<SubgraphSchemas, Map<string, Map<SelectionNode, readonly string[]>>>();

/** The subgraphs that resolve a part of a key by themselves. */
function subgraphsResolving(selection: SelectionNode, typeName: string, schemas: SubgraphSchemas): readonly string[] {
  const byType = resolving.get(schemas) ?? new Map<string, Map<SelectionNode, readonly string[]>>();
  resolving.set(schemas, byType);
  const bySelection = byType.get(typeName) ?? new Map<SelectionNode, readonly string[]>();
  byType.set(typeName, bySelection);
  let found = bySelection.get(selection);
  if (!found) {
    const fieldSet = { kind: 'SelectionSet', selections: [selection] } as unknown as SelectionSetNode;
    found = schemas.subgraphs.filter((subgraph) => resolvesFieldSet(subgraph, typeName, fieldSet, schemas));
    bySelection.set(selection, found);
  }
  return found;
}

/** Whether a subgraph resolves all fields of a field set by itself. */
function resolvesFieldSet(subgraph: string, typeName: string, fieldSet: SelectionSetNode, schemas: SubgraphSchemas): boolean {
  const knownType = typeNameIn(schemas, subgraph, typeName);
  if (knownType === null) return false;
  return fieldsFor(schemas.supergraph, [fieldSet], typeName).every(({ name, selectionSet }) => {
    if (name.value === '__typename') return true;
    const field = schemas.field(subgraph, knownType, name.value);
    if (!field || field.isExternal || field.requires) return false;
    if (!selectionSet) return true;
    const types = schemas.possibleTypes(subgraph, field.typeName);
    return types.every((type) => resolvesFieldSet(subgraph, type, selectionSet, schemas));
  });
}

/** Whether a field of an interface object is resolved by a subgraph that has the interface as an object type, too, and that a key leads to. */
export function isReachableInterfaceObject(
  node: PathNode,
  interfaceName: string,
  fieldName: string,
  schemas: SubgraphSchemas,
): boolean {
  const distances = jumpsTo(node, interfaceName, schemas);
  return schemas.subgraphs.some((subgraph) => {
    const field = schemas.isInterfaceObject(subgraph, interfaceName) ? schemas.field(subgraph, interfaceName, fieldName) : null;
    if (!field || field.isExternal || field.requires) return false;
    return schemas
      .keys(subgraph, interfaceName)
      .some((key) => keyDistance(key, interfaceName, distances, schemas) < Number.POSITIVE_INFINITY);
  });
}
