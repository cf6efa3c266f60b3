import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fieldsFor } from '../selected.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import type { Edge, PathNode } from './pathNode.ts';
import { typeNameAt, typeNameIn } from './selectField.ts';

/** What is known of the supergraph by type and the subgraphs to start from. No operation changes it. */
interface Known {
  readonly distances: Map<string, ReadonlyMap<string, number>>;
  readonly possible: Map<string, ReadonlySet<string>>;
  /** By type, then by the selection of a key. */
  readonly resolving: Map<string, Map<SelectionNode, readonly string[]>>;
}

const known = new WeakMap<SubgraphSchemas, Known>();

function knownOf(schemas: SubgraphSchemas): Known {
  const found = known.get(schemas) ?? { distances: new Map(), possible: new Map(), resolving: new Map() };
  known.set(schemas, found);
  return found;
}

const MAX_KNOWN = 10_000;

function remembered<T>(kept: Map<string, T>, typeName: string, starts: ReadonlySet<string>, find: () => T): T {
  const identity = [typeName, ...[...starts].sort()].join(' ');
  const found = kept.get(identity) ?? find();
  if (kept.size < MAX_KNOWN) kept.set(identity, found);
  return found;
}

/** How many key jumps away each subgraph is that resolves entities of a type; those that no key leads to are left out. */
export function jumpsTo(node: PathNode, typeName: string, schemas: SubgraphSchemas): ReadonlyMap<string, number> {
  const starts = subgraphsAt(node, typeName, schemas);
  return remembered(knownOf(schemas).distances, typeName, starts, () => distancesFrom(starts, typeName, schemas));
}

/** The subgraphs that fetches select objects of a type from. */
function subgraphsAt({ selections }: PathNode, typeName: string, schemas: SubgraphSchemas): Set<string> {
  const found = new Set<string>();
  for (const selection of selections) if (typeNameAt(selection, typeName, schemas) !== null) found.add(selection.subgraph);
  return found;
}

/**
 * The subgraphs that key jumps may lead to at all. A key field counts as resolved when a subgraph on the way has it in any way: external,
 * with a requirement, or of a nested object of which others resolve the rest. A search for jumps to other subgraphs would end nowhere, after
 * trying the keys of all subgraphs in every order.
 */
export function possibleJumps(node: PathNode, typeName: string, schemas: SubgraphSchemas): ReadonlySet<string> {
  const starts = subgraphsAt(node, typeName, schemas);
  for (const subgraph of subgraphsSharing(node.edge, schemas)) starts.add(subgraph);
  return remembered(knownOf(schemas).possible, typeName, starts, () => possibleFrom(starts, typeName, schemas));
}

/** The subgraphs that have the field that leads to a path node. */
const subgraphsSharing = (edge: Edge | null, schemas: SubgraphSchemas): readonly string[] =>
  schemas.subgraphs.filter((subgraph) => {
    const knownType = edge && typeNameIn(schemas, subgraph, edge.typeName);
    return edge && knownType ? schemas.field(subgraph, knownType, edge.request.name)?.isExternal === false : false;
  });

function possibleFrom(starts: ReadonlySet<string>, typeName: string, schemas: SubgraphSchemas): ReadonlySet<string> {
  const reached = new Set(starts);
  const isResolved = (name: string): boolean =>
    name === '__typename' ||
    [...reached].some((subgraph) => {
      const knownType = typeNameIn(schemas, subgraph, typeName);
      return knownType !== null && schemas.field(subgraph, knownType, name) !== null;
    });
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const subgraph of schemas.subgraphs) {
      const knownType = reached.has(subgraph) ? null : typeNameIn(schemas, subgraph, typeName);
      if (knownType === null) continue;
      const keys = schemas.keys(subgraph, knownType);
      if (keys.some((key) => fieldsFor(schemas.supergraph, [key], typeName).every(({ name }) => isResolved(name.value))))
        reached.add(subgraph);
    }
  }
  return reached;
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

/** The subgraphs that resolve a part of a key by themselves. */
function subgraphsResolving(selection: SelectionNode, typeName: string, schemas: SubgraphSchemas): readonly string[] {
  const { resolving } = knownOf(schemas);
  const bySelection = resolving.get(typeName) ?? new Map<SelectionNode, readonly string[]>();
  resolving.set(typeName, bySelection);
  let found = bySelection.get(selection);
  if (!found) {
    const part: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [selection] };
    found = schemas.subgraphs.filter((subgraph) => resolvesFieldSet(subgraph, typeName, part, schemas));
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
