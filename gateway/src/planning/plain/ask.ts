import { getNullableType, isLeafType, isListType, Kind, type SelectionNode } from 'graphql';
import type { Held, Holdings } from '../holdings.ts';
import type { Path } from '../plan.ts';
import { fieldsFor } from '../selected.ts';
import type { Selection } from './call.ts';
import { coveredAs, givenBy, maySelect, type Place, providedIn, type RequestedField } from './place.ts';

/** Adds a field to what is asked. */
export function ask(
  selection: Selection,
  as: string,
  { key, name, args }: RequestedField,
  held: Held,
  holdings: Holdings,
): Selection | null {
  const fields = selection.byType.get(as) ?? new Map();
  selection.byType.set(as, fields);
  const known = fields.get(key);
  if (known) return known.below;
  const isLeaf = isLeafType(holdings.schema.getType(held.typeName));
  const inner = providedIn(selection, as, name, holdings).flatMap(({ selectionSet }) => selectionSet ?? []);
  const below: Selection | null = isLeaf
    ? null
    : {
        service: selection.service,
        declared: held.typeName,
        covers: null,
        provided: held.provides ? [held.provides, ...inner] : inner,
        byType: new Map(),
        tells: false,
        goesOnFrom: new Set(),
        call: selection.call,
      };
  fields.set(key, { name, args, below, type: held.type });
  return below;
}

/** Where the objects stand that a field of objects of a type leads to. */
export function pathBelow(
  { path, types, resolvedBy }: Place,
  typeName: string,
  { key, name }: RequestedField,
  { schema }: Holdings,
): Path {
  const type = schema.getType(typeName);
  const definition = type && 'getFields' in type ? type.getFields()[name] : undefined;
  const isOfSome = types.includes(typeName) && (types.length > 1 || resolvedBy);
  const steps: Path[number][] = isOfSome ? [{ kind: 'type', names: [typeName] }] : [];
  steps.push({ kind: 'field', name: key });
  if (!definition) return [...path, ...steps];
  for (let of = getNullableType(definition.type); isListType(of); of = getNullableType(of.ofType)) steps.push({ kind: 'items' });
  return [...path, ...steps];
}

/** A selection of a subgraph that already fetches the objects and has the field; of several, the one whose subgraph has most of the fields selected below it. */
export function sourceOf(
  place: Place,
  typeName: string,
  wanted: Pick<RequestedField, 'key' | 'name' | 'sets'>,
  holdings: Holdings,
): Selection | null {
  const sources = place.from.flatMap((selection) => {
    const as = coveredAs(selection, typeName, holdings);
    const isGiven = as !== null && givenBy(selection, as, wanted.name, holdings) !== null;
    return isGiven && maySelect(selection, place, wanted.key, wanted.name, holdings) ? [{ selection, as }] : [];
  });
  const [first, ...others] = sources;
  if (!first || others.length === 0 || wanted.sets.length === 0) return first?.selection ?? null;
  const missing = ({ selection, as }: typeof first): number => missingBelow(selection, as, wanted, holdings);
  return sources.reduce((best, one) => (missing(one) < missing(best) ? one : best)).selection;
}

/** So many fields are looked at to choose a subgraph; what lies deeper does not matter for the choice. */
const MAX_WEIGHED = 500;

/** How many of the fields that are selected below a field its subgraph does not give by itself, over all types that it may answer with. */
export function missingBelow(
  { service, provided }: Pick<Selection, 'service' | 'provided'>,
  as: string,
  { name, sets }: Pick<RequestedField, 'name' | 'sets'>,
  holdings: Holdings,
  weighed = { fields: 0 },
): number {
  const held = holdings.field(service, as, name);
  if (!held || sets.length === 0) return 0;
  const inner = fieldsFor(holdings.schema, provided, as).flatMap((field) =>
    field.name.value === name ? (field.selectionSet ?? []) : [],
  );
  const below = { service, provided: held.provides ? [held.provides, ...inner] : inner };
  const isProvided = (type: string, wanted: string): boolean =>
    fieldsFor(holdings.schema, below.provided, type).some((field) => field.name.value === wanted);
  let missing = 0;
  for (const member of holdings.members(service, held.typeName))
    for (const field of fieldsFor(holdings.schema, sets, member)) {
      const wanted = field.name.value;
      if (wanted === '__typename') continue;
      weighed.fields += 1;
      if (weighed.fields > MAX_WEIGHED) return missing;
      const own = holdings.field(service, member, wanted);
      if (!own || own.requires || (own.isExternal && !isProvided(member, wanted))) missing += sizeOf(field);
      else if (field.selectionSet)
        missing += missingBelow(below, member, { name: wanted, sets: [field.selectionSet] }, holdings, weighed);
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
