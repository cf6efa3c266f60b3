import type { ArgumentNode, SelectionSetNode } from 'graphql';
import type { Held, Holdings } from '../holdings.ts';
import type { Path } from '../plan.ts';
import { fieldsFor, keyOf } from '../selected.ts';
import type { Call, Selection } from './call.ts';

/** A field that is wanted of some objects, under a key. */
export interface RequestedField {
  readonly key: string;
  readonly name: string;
  readonly args: readonly ArgumentNode[];
  /** What is selected below it. */
  readonly sets: readonly SelectionSetNode[];
}

/** A field that some call brings. */
export interface Obtained {
  readonly call: Call;
  readonly from: Selection;
  /** Null for leaves. */
  readonly below: Place | null;
}

/** Where objects stand in the data while their fields are being found. */
export interface Place {
  readonly path: Path;
  /** The types that the objects may be of. */
  types: readonly string[];
  /** The calls that ask for objects of this place. */
  readonly from: Selection[];
  readonly obtained: Map<string, Obtained>;
  /** Calls that go on from here, by type, subgraph and what they carry. */
  readonly further: Map<string, Selection>;
  /** The interface whose name is all that is known of the types, as long as no call has found them out. */
  unresolved: string | null;
  /** The call that has. */
  resolvedBy: Call | null;
  /** The response keys of the fields that are selected of objects of all types. */
  readonly selectedOfAll: Set<string>;
  readonly parent: { readonly place: Place; readonly typeName: string; readonly wanted: RequestedField } | null;
}

export const createPlace = (path: Path, types: readonly string[], from: Selection[], parent: Place['parent']): Place => ({
  path,
  types,
  from,
  obtained: new Map(),
  further: new Map(),
  unresolved: null,
  resolvedBy: null,
  selectedOfAll: new Set(),
  parent,
});

/** As what a subgraph knows objects of a type; null when it does not. */
export function knownAs(holdings: Holdings, service: string, typeName: string): string | null {
  if (holdings.has(service, typeName)) return typeName;
  return holdings.namesOf(typeName).find((name) => holdings.hasAsObject(service, name)) ?? null;
}

/** As what the subgraph of a selection knows objects of a type in its place; null when it is not asked of them. */
export function coveredAs({ service, declared, covers }: Selection, typeName: string, holdings: Holdings): string | null {
  if (covers && !covers.has(typeName)) return null;
  if (declared === '_Entity') return knownAs(holdings, service, typeName);
  if (declared === typeName || holdings.hasAsObject(service, declared)) return declared;
  return holdings.members(service, declared).includes(typeName) ? typeName : null;
}

/**
 * Whether a field may be asked of a selection for objects of one type. One that knows the objects by an interface alone is asked for
 * all of them: a non-null field that is selected of some, and fails for others, would null these.
 */
export function maySelect(
  { service, declared }: Selection,
  place: Place,
  key: string,
  name: string,
  holdings: Holdings,
): boolean {
  if (!place.resolvedBy || place.selectedOfAll.has(key) || !holdings.hasAsObject(service, declared)) return true;
  const held = holdings.field(service, declared, name);
  return !held || held.isOfKey || !held.type.endsWith('!');
}

/** How a subgraph gives a field in a place, where it needs nothing more for it; else null. */
export function givenBy(selection: Selection, as: string, name: string, holdings: Holdings): Held | null {
  const held = holdings.field(selection.service, as, name);
  if (!held || held.requires) return null;
  return !held.isExternal || providedIn(selection, as, name, holdings).length > 0 ? held : null;
}

/** What is said of a field, and below it, in the provisions that hold in a place. */
export const providedIn = ({ provided }: Selection, as: string, name: string, { schema }: Holdings) =>
  fieldsFor(schema, provided, as).filter((field) => keyOf(field) === name);

/** Whether a subgraph has all of a selection by itself. */
export const givesAll = (service: string, typeName: string, set: SelectionSetNode, holdings: Holdings): boolean => {
  const as = knownAs(holdings, service, typeName);
  if (as === null) return false;
  return fieldsFor(holdings.schema, [set], typeName).every((field) => {
    const held = holdings.field(service, as, field.name.value);
    if (field.name.value === '__typename') return true;
    if (!held || held.isExternal || held.requires) return false;
    const inner = field.selectionSet;
    return !inner || holdings.members(service, held.typeName).every((member) => givesAll(service, member, inner, holdings));
  });
};
