import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selectionAtPath.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { fieldHolders, hasFieldNamed } from './fieldHolders.ts';
import type { JumpTarget } from './keyJumps.ts';
import type { FieldRequest, PathNode } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { jumpDistances, possibleJumps } from './reachability.ts';
import { maySelect, providedBelow, providedFields, resolvableField } from './selectField.ts';
import { selectionsOfType, type TypedSelection } from './selectionsOfType.ts';

/** A selection at the path node whose subgraph resolves the field. Of several, the one whose subgraph resolves most of the nested fields. */
export function findResolvingSelection(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
): FetchSelection | null {
  const { schemas } = search;
  const sources = selectionsOfType(node, typeName, schemas).filter(
    ({ selection, typeCondition }) =>
      hasFieldNamed(schemas, selection.subgraph, request.name) &&
      resolvableField(selection, typeCondition, request.name, schemas) !== null &&
      maySelect(selection, node, request, schemas),
  );
  const [first, ...others] = sources;
  if (!first || others.length === 0 || request.selectionSets.length === 0) return first?.selection ?? null;
  const missing = ({ selection, typeCondition }: TypedSelection): number =>
    countUnresolvedBelow(schemas, selection, typeCondition, request);
  return sources.reduce((best, one) => (missing(one) < missing(best) ? one : best)).selection;
}

/** A subgraph that has the field, and how far away it is. */
interface RankedTarget extends JumpTarget {
  /** In key jumps. */
  readonly distance: number;
}

/** The subgraphs that have a field, the nearest first. Of equally near ones, the one that resolves most of the nested fields comes first. */
export function rankSubgraphs(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
): readonly RankedTarget[] {
  const { schemas, rootType } = search;
  const distances = jumpDistances(node, typeName, schemas);
  const isRoot = typeName === rootType || typeName === schemas.supergraphSchema.getQueryType()?.name;
  const mayLeadTo = (subgraph: string): boolean => isRoot || possibleJumps(node, typeName, schemas).has(subgraph);
  const targets = fieldHolders(schemas, typeName, request.name).flatMap(({ subgraph, typeName: knownType, field }) => {
    if (field.isExternal) return [];
    const distance = distances.get(subgraph) ?? (mayLeadTo(subgraph) ? UNCERTAIN : Number.POSITIVE_INFINITY);
    return [{ subgraph, typeName: knownType, requires: field.requires, distance }];
  });
  if (targets.length < 2) return targets;
  const missing = new Map<string, number>();
  const missingIn = ({ subgraph, typeName: knownType }: RankedTarget): number => {
    const count = missing.get(subgraph) ?? countUnresolvedBelow(schemas, { subgraph, provided: [] }, knownType, request);
    missing.set(subgraph, count);
    return count;
  };
  return targets.sort((one, other) =>
    one.distance === other.distance ? missingIn(one) - missingIn(other) : one.distance - other.distance,
  );
}

/** The distance of a subgraph that may be reachable, but only through required or provided fields. It ranks behind all reachable ones. */
const UNCERTAIN = 99;

/** If the given subgraph does not resolve all nested fields of a root field: another subgraph that does. Otherwise null. */
export function subgraphWithAll(search: PathSearch, subgraph: string, request: FieldRequest): string | null {
  const { schemas, rootType } = search;
  const missing = (candidate: string): number =>
    countUnresolvedBelow(schemas, { subgraph: candidate, provided: [] }, rootType, request);
  if (missing(subgraph) === 0) return null;
  const found = fieldHolders(schemas, rootType, request.name).find(
    ({ subgraph: candidate, field }) => !field.isExternal && !field.requires && missing(candidate) === 0,
  );
  return found?.subgraph ?? null;
}

/** Sorts the root fields of a query: those that few subgraphs have come first. The others can then join a fetch that exists already. */
export function byNumberOfSubgraphs(
  { schemas, operationType, rootType }: PathSearch,
  fields: readonly FieldNode[],
): readonly FieldNode[] {
  if (operationType === 'mutation') return fields;
  const subgraphsOf = ({ name }: FieldNode): number =>
    fieldHolders(schemas, rootType, name.value).filter(({ field }) => !field.isExternal).length;
  return fields
    .map((field) => ({ field, count: subgraphsOf(field) }))
    .sort((one, other) => one.count - other.count)
    .map(({ field }) => field);
}

/** The maximum number of nested fields that are compared to choose a subgraph. */
const MAX_COMPARED_FIELDS = 500;

/** Counts the nested fields of a field that its subgraph does not resolve itself, for all possible types of the field. */
function countUnresolvedBelow(
  schemas: SubgraphSchemas,
  source: Pick<FetchSelection, 'subgraph' | 'provided'>,
  typeName: string,
  { name, selectionSets }: Pick<FieldRequest, 'name' | 'selectionSets'>,
  compared = { fields: 0 },
): number {
  const { subgraph } = source;
  const field = schemas.field(subgraph, typeName, name);
  if (!field || selectionSets.length === 0) return 0;
  const below = { subgraph, provided: providedBelow(source, typeName, name, field, schemas) };
  let missing = 0;
  for (const type of schemas.objectTypes(subgraph, field.typeName))
    for (const node of fieldsFor(schemas.supergraphSchema, selectionSets, type)) {
      const inner = node.name.value;
      if (inner === '__typename') continue;
      compared.fields += 1;
      if (compared.fields > MAX_COMPARED_FIELDS) return missing;
      const own = schemas.field(subgraph, type, inner);
      const isMissing = !own || own.requires || (own.isExternal && providedFields(below, type, inner, schemas).length === 0);
      if (isMissing) missing += countFields(node);
      else if (node.selectionSet)
        missing += countUnresolvedBelow(schemas, below, type, { name: inner, selectionSets: [node.selectionSet] }, compared);
    }
  return missing;
}

const fieldCounts = new WeakMap<SelectionNode, number>();

/** The number of fields of a selection, itself among them. */
function countFields(selection: SelectionNode): number {
  let size = fieldCounts.get(selection);
  if (size !== undefined) return size;
  size = selection.kind === Kind.FIELD ? 1 : 0;
  if (selection.kind !== Kind.FRAGMENT_SPREAD)
    for (const inner of selection.selectionSet?.selections ?? []) size += countFields(inner);
  fieldCounts.set(selection, size);
  return size;
}
