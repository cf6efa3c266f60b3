import { getNullableType, isLeafType, isListType } from 'graphql';
import type { Path } from '../plan.ts';
import type { Held, Holdings } from '../proof/holdings.ts';
import type { Selection } from './call.ts';
import { coveredAs, givenBy, type Place, providedIn, type Wanted } from './place.ts';

/** Adds a field to what is asked. */
export function ask(
  selection: Selection,
  as: string,
  { key, name, args }: Wanted,
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
        call: selection.call,
      };
  fields.set(key, { name, args, below, type: held.type });
  return below;
}

/** Where the objects stand that a field of objects of a type leads to. */
export function pathBelow(
  { path, types, resolvedBy }: Place,
  typeName: string,
  { key, name }: Wanted,
  { schema }: Holdings,
): Path {
  const type = schema.getType(typeName);
  const definition = type && 'getFields' in type ? type.getFields()[name] : undefined;
  const steps: Path[number][] = types.length > 1 || resolvedBy ? [{ kind: 'type', names: [typeName] }] : [];
  steps.push({ kind: 'field', name: key });
  if (!definition) return [...path, ...steps];
  for (let of = getNullableType(definition.type); isListType(of); of = getNullableType(of.ofType)) steps.push({ kind: 'items' });
  return [...path, ...steps];
}

/** Whoever is asked for the objects anyway, and has the field. */
export function sourceOf(place: Place, typeName: string, name: string, holdings: Holdings): Selection | null {
  for (const selection of place.from) {
    const as = coveredAs(selection, typeName, holdings);
    if (as !== null && givenBy(selection, as, name, holdings)) return selection;
  }
  return null;
}
