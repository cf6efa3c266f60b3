import { type FieldNode, isAbstractType, isLeafType, Kind, type SelectionSetNode } from 'graphql';
import type { Held, Holdings } from '../../src/planning/holdings.ts';
import { possibleTypes } from '../../src/planning/plain/possibleTypes.ts';
import type { FetchNode, Required } from '../../src/planning/plan.ts';
import { carries } from '../../src/planning/representation.ts';
import { fieldsFor, keyOf } from '../../src/planning/selected.ts';
import { type Brought, bring, type Spot, type Standing } from './known.ts';

/** What is wrong with a plan: it asks for what is not given, or leaves out what is wanted. */
export class PlanFault extends Error {
  override name = 'PlanFault';
}

/** Objects of one type of which a call asks something. */
interface Asked extends Standing {
  /** The name by which the subgraph knows them. */
  readonly as: string;
  /** What is given of them beyond what the subgraph has. */
  readonly provided: readonly SelectionSetNode[];
  /** What was told of them; null for objects that nothing was told of. */
  readonly told: readonly Required[] | null;
}

export interface Asking {
  readonly call: FetchNode;
  readonly holdings: Holdings;
  readonly satisfies: (typeName: string, condition: string) => boolean;
  /** The names that the rest of the plan has for keys of the answer. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Counts what is looked at, and gives up a plan that is too large to be looked at. */
  readonly count: () => void;
}

/** Goes through what a call asks of some objects, and notes what it brings. Throws {@link PlanFault} for what is not given. */
export function ask(set: SelectionSetNode, declared: string, of: Asked, asking: Asking): void {
  const { holdings, call, satisfies } = asking;
  for (const selection of set.selections) {
    asking.count();
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('Plans have no fragments of that kind.');
    if (selection.kind === Kind.FIELD) {
      askField(selection, declared, of, asking);
      continue;
    }
    const condition = selection.typeCondition?.name.value ?? declared;
    if (!holdings.has(call.service, condition)) throw new PlanFault(`"${call.service}" has no type "${condition}".`);
    if (satisfies(of.as, condition)) ask(selection.selectionSet, condition, of, asking);
  }
}

function askField(field: FieldNode, declared: string, of: Asked, asking: Asking): void {
  const { call, holdings, renamed } = asking;
  const name = field.name.value;
  const key = renamed.get(keyOf(field)) ?? keyOf(field);
  if (name === '__typename') {
    if (key === '__typename') note(of, key, name, true, asking);
    return;
  }
  const held = heldBy(name, of, asking);
  const isAbstract = declared !== of.as && isAbstractType(holdings.schema.getType(declared));
  if (isAbstract && !holdings.field(call.service, declared, name))
    throw new PlanFault(`"${call.service}" has no field "${declared}.${name}".`);
  const isLeaf = isLeafType(holdings.schema.getType(held.typeName));
  if (isLeaf === (field.selectionSet !== undefined)) throw new PlanFault(`"${of.as}.${name}" is not asked for as what it is.`);
  const { below } = note(of, key, name, isLeaf, asking);
  if (!below || !field.selectionSet) return;
  const provided = [held.provided, ...of.provided.flatMap((set) => innerSets(set, of, name, asking))].filter(
    (set) => set !== null,
  );
  for (const typeName of possibleTypes(of.as, name, held, call.service, holdings)) {
    enter(below, typeName, held, asking);
    ask(field.selectionSet, held.typeName, { spot: below, typeName, as: typeName, provided, told: null }, asking);
  }
}

const note = ({ spot, typeName }: Standing, key: string, name: string, isLeaf: boolean, { call }: Asking): Brought => {
  const brought = bring(spot, typeName, key, name, isLeaf, call);
  if (!brought) throw new PlanFault(`"${key}" means two fields.`);
  return brought;
};

/** An object is there with its type, whatever is asked of it. */
function enter(spot: Spot, typeName: string, { typeName: declared }: Pick<Held, 'typeName'>, { call, holdings }: Asking): void {
  if (holdings.hasAsObject(call.service, declared)) spot.unresolved ??= { name: declared, types: new Set(), by: new Set() };
  if (!spot.byType.has(typeName)) spot.byType.set(typeName, new Map());
}

function heldBy(name: string, of: Asked, { call, holdings }: Asking): Held & { provided: SelectionSetNode | null } {
  const held = holdings.field(call.service, of.as, name);
  if (!held) throw new PlanFault(`"${call.service}" has no field "${of.as}.${name}".`);
  const given = new Set(of.provided.flatMap((set) => fieldsFor(holdings.schema, [set], of.as).map(keyOf)));
  if (held.isExternal && !held.isOfKey && !given.has(name))
    throw new PlanFault(`"${call.service}" does not give "${of.as}.${name}" here.`);
  const { requires } = held;
  if (requires && !namesIn(requires).every((wanted) => given.has(wanted)) && !(of.told && carries(of.told, requires)))
    throw new PlanFault(`"${call.service}" is not told what "${of.as}.${name}" requires.`);
  return { ...held, provided: held.provides };
}

const namesIn = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));

const innerSets = (set: SelectionSetNode, { as }: Asked, name: string, { holdings }: Asking): SelectionSetNode[] =>
  fieldsFor(holdings.schema, [set], as).flatMap((field) => (field.name.value === name ? (field.selectionSet ?? []) : []));
