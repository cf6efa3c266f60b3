import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import type { FetchSelection } from '../fetches/plannedFetch.ts';
import { fieldsFor } from '../selected.ts';
import type { SubgraphSchemas } from '../subgraphSchemas.ts';
import { fieldHolders, hasFieldNamed } from './fieldHolders.ts';
import type { JumpTarget } from './keyJumps.ts';
import type { FieldRequest, PathNode } from './pathNode.ts';
import type { PathSearch } from './pathSearch.ts';
import { jumpsTo, possibleJumps } from './reachability.ts';
import { maySelect, providedBelow, providedFields, resolvableField } from './selectField.ts';
import { selectionsOfType, type TypedSelection } from './selectionsOfType.ts';

/** A selection of the objects whose subgraph resolves the field; of several, the one that leaves the fewest of the fields below unresolved. */
export function sourceOf(search: PathSearch, node: PathNode, typeName: string, request: FieldRequest): FetchSelection | null {
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
    missingBelow(schemas, selection, typeCondition, request);
  return sources.reduce((best, one) => (missing(one) < missing(best) ? one : best)).selection;
}

/** A subgraph that has the field, and how far away it is. */
interface RankedTarget extends JumpTarget {
  /** In key jumps. */
  readonly distance: number;
}

/** The subgraphs that have a field: the nearest first; of those, the one that leaves the fewest of the fields below unresolved. */
export function rankSubgraphs(
  search: PathSearch,
  node: PathNode,
  typeName: string,
  request: FieldRequest,
): readonly RankedTarget[] {
  const { schemas, rootType } = search;
  const distances = jumpsTo(node, typeName, schemas);
  const isRoot = typeName === rootType || typeName === schemas.supergraph.getQueryType()?.name;
  const mayLeadTo = (subgraph: string): boolean => isRoot || possibleJumps(node, typeName, schemas).has(subgraph);
  const targets = fieldHolders(schemas, typeName, request.name).flatMap(({ subgraph, typeName: knownType, field }) => {
    if (field.isExternal) return [];
    const distance = distances.get(subgraph) ?? (mayLeadTo(subgraph) ? UNCERTAIN : Number.POSITIVE_INFINITY);
    return [{ subgraph, typeName: knownType, requires: field.requires, distance }];
  });
  if (targets.length < 2) return targets;
  const missing = new Map<string, number>();
  const missingIn = ({ subgraph, typeName: knownType }: RankedTarget): number => {
    const count = missing.get(subgraph) ?? missingBelow(schemas, { subgraph, provided: [] }, knownType, request);
    missing.set(subgraph, count);
    return count;
  };
  return targets.sort((one, other) =>
    one.distance === other.distance ? missingIn(one) - missingIn(other) : one.distance - other.distance,
  );
}

/** The distance of a subgraph that a key leads to with requirements or provided fields alone, if at all: behind those that keys surely lead to. */
const UNCERTAIN = 99;

/** Another subgraph that resolves a root field with all that is selected below it, where the given one does not; else null. */
export function subgraphWithAll(search: PathSearch, subgraph: string, request: FieldRequest): string | null {
  const { schemas, rootType } = search;
  const missing = (candidate: string): number => missingBelow(schemas, { subgraph: candidate, provided: [] }, rootType, request);
  if (missing(subgraph) === 0) return null;
  const found = fieldHolders(schemas, rootType, request.name).find(
    ({ subgraph: candidate, field }) => !field.isExternal && !field.requires && missing(candidate) === 0,
  );
  return found?.subgraph ?? null;
}

/** Root fields of a query that few subgraphs have come first: the others are then selected in a fetch that is there already. */
export function byNumberOfSubgraphs(
  { schemas, operation, rootType }: PathSearch,
  fields: readonly FieldNode[],
): readonly FieldNode[] {
  if (operation === 'mutation') return fields;
  const subgraphsOf = ({ name }: FieldNode): number =>
    fieldHolders(schemas, rootType, name.value).filter(({ field }) => !field.isExternal).length;
  return fields
    .map((field) => ({ field, count: subgraphsOf(field) }))
    .sort((one, other) => one.count - other.count)
    .map(({ field }) => field);
}

/** So many fields are looked at for one choice of a subgraph; what lies deeper does not matter for it. */
const MAX_WEIGHED = 500;

/** How many of the fields that are selected below a field its subgraph does not resolve by itself, over all types that it may answer with. */
function missingBelow(
  schemas: SubgraphSchemas,
  source: Pick<FetchSelection, 'subgraph' | 'provided'>,
  typeName: string,
  { name, selectionSets }: Pick<FieldRequest, 'name' | 'selectionSets'>,
  weighed = { fields: 0 },
): number {
  const { subgraph } = source;
  const field = schemas.field(subgraph, typeName, name);
  if (!field || selectionSets.length === 0) return 0;
  const below = { subgraph, provided: providedBelow(source, typeName, name, field, schemas) };
  let missing = 0;
  for (const type of schemas.possibleTypes(subgraph, field.typeName))
    for (const node of fieldsFor(schemas.supergraph, selectionSets, type)) {
      const inner = node.name.value;
      if (inner === '__typename') continue;
      weighed.fields += 1;
      if (weighed.fields > MAX_WEIGHED) return missing;
      const own = schemas.field(subgraph, type, inner);
      const isMissing = !own || own.requires || (own.isExternal && providedFields(below, type, inner, schemas).length === 0);
      if (isMissing) missing += sizeOf(node);
      else if (node.selectionSet)
        missing += missingBelow(schemas, below, type, { name: inner, selectionSets: [node.selectionSet] }, weighed);
    }
  return missing;
}

const sizes = new WeakMap<SelectionNode, number>();

/** The number of fields of a selection, itself among them. */
function sizeOf(selection: SelectionNode): number {
  let size = sizes.get(selection);
  if (size !== undefined) return size;
  size = selection.kind === Kind.FIELD ? 1 : 0;
  if (selection.kind !== Kind.FRAGMENT_SPREAD)
    for (const inner of selection.selectionSet?.selections ?? []) size += sizeOf(inner);
  sizes.set(selection, size);
  return size;
}
