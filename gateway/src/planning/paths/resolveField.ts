import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { rankSubgraphs, sourceOf, subgraphWithAll } from './chooseSubgraph.ts';
import { fetchRoot, type JumpTarget, jumpTo } from './keyJumps.ts';
import { attempt, NoPath, unreachableField } from './noPath.ts';
import { resolveThroughParent } from './parentPaths.ts';
import { createPathNode, type FieldRequest, type PathNode, pathBelow, type ResolvedField } from './pathNode.ts';
import { countStep, type PathSearch } from './pathSearch.ts';
import { possibleTypesBelow, possibleTypesBelowAll } from './possibleTypes.ts';
import { selectField, typeNameAt } from './selectField.ts';

/** Finds a path to a field of objects of a type, and selects it there. Throws NoPath. */
export function resolveField(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
  preferred: FetchSelection | null = null,
): ResolvedField {
  const identity = `${typeName} ${request.key}`;
  const known = node.resolved.get(identity);
  if (known) return known;
  countStep(search);
  const selection =
    preferred ?? presentSelection(search, node, typeName, request) ?? furtherSelection(search, node, typeName, request);
  // The path to the subgraph may have resolved the field itself.
  const meanwhile = node.resolved.get(identity);
  if (meanwhile) return meanwhile;
  const resolved = selectFrom(search, node, typeName, request, selection);
  node.resolved.set(identity, resolved);
  return resolved;
}

/** Selects a field of objects of a type, or of an interface whose objects are of several types. */
export function selectFrom(
  { schemas }: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
  selection: FetchSelection,
  objectTypes: readonly string[] = [typeName],
): ResolvedField {
  const { subgraph, fetch } = selection;
  const typeCondition = typeNameAt(selection, typeName, schemas) ?? typeName;
  const field = schemas.field(subgraph, typeCondition, request.name);
  if (!field) throw new NoPath(`"${subgraph}" has no "${typeCondition}.${request.name}".`);
  const below = selectField(selection, typeCondition, request, field, schemas);
  if (!below) return { fetch: fetch(), selection, node: null };
  const possibleTypes =
    objectTypes.length > 1
      ? possibleTypesBelowAll(subgraph, objectTypes, request.name, schemas)
      : possibleTypesBelow(subgraph, typeCondition, request.name, field, schemas);
  const path = pathBelow(node, typeName, request, schemas.supergraph);
  const inner = createPathNode(path, possibleTypes, [below], { from: node, typeName, request });
  if (schemas.isInterfaceObject(subgraph, field.typeName)) inner.interfaceObject = field.typeName;
  return { fetch: fetch(), selection, node: inner };
}

/**
 * A selection that is there already. At the root of a query, a fetch of another subgraph is better that resolves all that is selected below
 * the field, where the present one does not: both fetches run at the same time.
 */
function presentSelection(search: PathSearch, node: PathNode, typeName: string, request: FieldRequest): FetchSelection | null {
  const present = sourceOf(search, node, typeName, request);
  if (!present || node !== search.root || search.operation === 'mutation' || request.selectionSets.length === 0) return present;
  const better = subgraphWithAll(search, present.subgraph, request);
  return better === null ? present : fetchRoot(search, node, typeName, better);
}

/** A selection of one more fetch: after a key jump, else through the parent, where no key leads on. */
function furtherSelection(search: PathSearch, node: PathNode, typeName: string, request: FieldRequest): FetchSelection {
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
