import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fieldsFor } from '../selectionAtPath.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { fieldHolders } from './fieldHolders.ts';
import type { Edge, PathNode, SelectionDependent } from './pathNode.ts';
import { typeNameInSubgraph } from './selectField.ts';
import { selectionsOfType, type TypedSelection } from './selectionsOfType.ts';

/** Results that are cached for one supergraph. `distances` and `possibleJumps` depend on a type and on the subgraphs to start from. */
interface ReachabilityCache {
  readonly distances: Map<string, ReadonlyMap<string, number>>;
  readonly possibleJumps: Map<string, ReadonlySet<string>>;
  /** The subgraphs that resolve a key field by themselves: by type, then by the selection of the field in the key. */
  readonly resolving: Map<string, Map<SelectionNode, readonly string[]>>;
  /** The keys of an entity type in each subgraph, by type. */
  readonly keys: Map<string, readonly EntityKeys[]>;
}

const caches = new WeakMap<SubgraphSchemas, ReachabilityCache>();

function reachabilityCacheOf(schemas: SubgraphSchemas): ReachabilityCache {
  const found = caches.get(schemas) ?? { distances: new Map(), possibleJumps: new Map(), resolving: new Map(), keys: new Map() };
  caches.set(schemas, found);
  return found;
}

const MAX_CACHED = 10_000;

function cached<T>(cache: Map<string, T>, typeName: string, starts: ReadonlySet<string>, find: () => T): T {
  const identity = [typeName, ...[...starts].sort()].join(' ');
  const value = cache.get(identity) ?? find();
  if (cache.size < MAX_CACHED) cache.set(identity, value);
  return value;
}

/** The number of key jumps to each subgraph that resolves entities of a type. A subgraph that no key leads to has no entry. */
export function jumpDistances(node: PathNode, typeName: string, schemas: SubgraphSchemas): ReadonlyMap<string, number> {
  const selections = selectionsOfType(node, typeName, schemas);
  return cachedBySelections(selections, node.distances, typeName, () => {
    const starts = subgraphsOf(selections);
    return cached(reachabilityCacheOf(schemas).distances, typeName, starts, () => computeDistances(starts, typeName, schemas));
  });
}

/** Caches a value that depends on the selections for a type. It is computed again when a selection was added since. */
function cachedBySelections<T>(
  selections: readonly TypedSelection[],
  values: Map<string, SelectionDependent<T>>,
  typeName: string,
  find: () => T,
): T {
  const present = values.get(typeName);
  if (present?.selectionCount === selections.length) return present.value;
  const value = find();
  values.set(typeName, { selectionCount: selections.length, value });
  return value;
}

const subgraphsOf = (selections: readonly TypedSelection[]): Set<string> =>
  new Set(selections.map(({ selection }) => selection.subgraph));

/**
 * An upper bound of the subgraphs that key jumps can reach: a key field counts as resolved if any subgraph that is reached has it, even as an
 * external field or with `@requires`. Jumps to other subgraphs are not tried: the search would try the keys of all subgraphs in every order, and fail.
 */
export function possibleJumps(node: PathNode, typeName: string, schemas: SubgraphSchemas): ReadonlySet<string> {
  const selections = selectionsOfType(node, typeName, schemas);
  return cachedBySelections(selections, node.possibleJumps, typeName, () => {
    const starts = subgraphsOf(selections);
    for (const subgraph of subgraphsSharing(node.edge, schemas)) starts.add(subgraph);
    return cached(reachabilityCacheOf(schemas).possibleJumps, typeName, starts, () =>
      subgraphsReachableFrom(starts, typeName, schemas),
    );
  });
}

/** The subgraphs that resolve the field of an edge. */
const subgraphsSharing = (edge: Edge | null, schemas: SubgraphSchemas): readonly string[] =>
  edge
    ? fieldHolders(schemas, edge.typeName, edge.request.name).flatMap(({ subgraph, field }) => (field.isExternal ? [] : subgraph))
    : [];

function subgraphsReachableFrom(starts: ReadonlySet<string>, typeName: string, schemas: SubgraphSchemas): ReadonlySet<string> {
  const reached = new Set(starts);
  const isResolved = (name: string): boolean =>
    name === '__typename' ||
    [...reached].some((subgraph) => {
      const knownType = typeNameInSubgraph(schemas, subgraph, typeName);
      return knownType !== null && schemas.field(subgraph, knownType, name) !== null;
    });
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const subgraph of schemas.subgraphs) {
      const knownType = reached.has(subgraph) ? null : typeNameInSubgraph(schemas, subgraph, typeName);
      if (knownType === null) continue;
      const keys = schemas.keys(subgraph, knownType);
      if (keys.some((key) => fieldsFor(schemas.supergraphSchema, [key], typeName).every(({ name }) => isResolved(name.value))))
        reached.add(subgraph);
    }
  }
  return reached;
}

function computeDistances(starts: ReadonlySet<string>, typeName: string, schemas: SubgraphSchemas): Map<string, number> {
  const distances = new Map([...starts].map((subgraph) => [subgraph, 0]));
  let remaining = entityKeys(typeName, schemas).filter(({ subgraph }) => !distances.has(subgraph));
  for (let jumps = 1; ; jumps += 1) {
    const further: EntityKeys[] = [];
    for (const one of remaining) {
      if (one.keys.some((key) => jumpsToKey(key, distances) < jumps)) distances.set(one.subgraph, jumps);
      else further.push(one);
    }
    if (further.length === remaining.length) return distances;
    remaining = further;
  }
}

/** The keys of an entity in one subgraph: for each key, for each of its fields, the subgraphs that resolve the field. */
interface EntityKeys {
  readonly subgraph: string;
  readonly keys: readonly KeySources[];
}
type KeySources = readonly (readonly string[])[];

/** The keys of an entity type in each subgraph. They are listed once for each type. */
function entityKeys(typeName: string, schemas: SubgraphSchemas): readonly EntityKeys[] {
  const cache = reachabilityCacheOf(schemas).keys;
  let found = cache.get(typeName);
  if (!found) {
    found = schemas.subgraphs.flatMap((subgraph) => {
      const knownType = typeNameInSubgraph(schemas, subgraph, typeName);
      const keys = knownType === null ? [] : schemas.keys(subgraph, knownType);
      return keys.length > 0 ? [{ subgraph, keys: keys.map((key) => sourcesOfKey(key, typeName, schemas)) }] : [];
    });
    cache.set(typeName, found);
  }
  return found;
}

const sourcesOfKey = ({ selections }: SelectionSetNode, typeName: string, schemas: SubgraphSchemas): KeySources =>
  selections.map((selection) => subgraphsResolving(selection, typeName, schemas));

/** The number of key jumps to the farthest field of a key; infinite if one of its fields is resolved by no subgraph in reach. */
export const keyDistance = (
  key: SelectionSetNode,
  typeName: string,
  distances: ReadonlyMap<string, number>,
  schemas: SubgraphSchemas,
): number => jumpsToKey(sourcesOfKey(key, typeName, schemas), distances);

function jumpsToKey(key: KeySources, distances: ReadonlyMap<string, number>): number {
  let farthest = 0;
  for (const sources of key) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const subgraph of sources) nearest = Math.min(nearest, distances.get(subgraph) ?? Number.POSITIVE_INFINITY);
    farthest = Math.max(farthest, nearest);
  }
  return farthest;
}

/** The subgraphs that resolve one field of a key by themselves. */
function subgraphsResolving(selection: SelectionNode, typeName: string, schemas: SubgraphSchemas): readonly string[] {
  const { resolving } = reachabilityCacheOf(schemas);
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
  const knownType = typeNameInSubgraph(schemas, subgraph, typeName);
  if (knownType === null) return false;
  return fieldsFor(schemas.supergraphSchema, [fieldSet], typeName).every(({ name, selectionSet }) => {
    if (name.value === '__typename') return true;
    const field = schemas.field(subgraph, knownType, name.value);
    if (!field || field.isExternal || field.requires) return false;
    if (!selectionSet) return true;
    const types = schemas.objectTypes(subgraph, field.typeName);
    return types.every((type) => resolvesFieldSet(subgraph, type, selectionSet, schemas));
  });
}

/** Whether key jumps reach a subgraph that has the interface as an interface object, too, and resolves the field. */
export function isReachableInterfaceObject(
  node: PathNode,
  interfaceName: string,
  fieldName: string,
  schemas: SubgraphSchemas,
): boolean {
  const distances = jumpDistances(node, interfaceName, schemas);
  return schemas.subgraphs.some((subgraph) => {
    const field = schemas.isInterfaceObject(subgraph, interfaceName) ? schemas.field(subgraph, interfaceName, fieldName) : null;
    if (!field || field.isExternal || field.requires) return false;
    return schemas
      .keys(subgraph, interfaceName)
      .some((key) => keyDistance(key, interfaceName, distances, schemas) < Number.POSITIVE_INFINITY);
  });
}
