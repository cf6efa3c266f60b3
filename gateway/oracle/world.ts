/** A random graph as plain data: its types, the fields of each subgraph, and the seed of the data. */
export interface World {
  subgraphs: string[];
  /** `hidden` values are inaccessible to clients. */
  enums: { name: string; values: string[]; hidden?: string[] }[];
  inputs: { name: string; fields: Argument[] }[];
  entities: Entity[];
  values: ValueType[];
  interfaces: Interface[];
  unions: { name: string; members: string[]; in: Record<string, string[]> }[];
  queries: Field[];
  mutations: Field[];
  data: Data;
}

export interface Entity {
  name: string;
  /** Every subgraph that refers to it and has no keys of its own in `keys` knows it by this one. */
  primaryKey: string;
  keys: Record<string, string[]>;
  /** Whether subgraphs that only refer to it can be asked for it by key. */
  stubsResolvable: boolean;
  /** Subgraphs whose `id` of it may be null by its type, though it never is. */
  looseIn?: string[];
  /** The key of every second one is null: what the subgraph that names it does not have of it is null, too. */
  nullKeys?: boolean;
  /** Clients must not see it: a member of interfaces and unions of which no object is ever found. */
  hidden?: boolean;
  fields: Field[];
}

/** An object without identity; every subgraph that uses it has all of it. */
export interface ValueType {
  name: string;
  fields: Field[];
}

export interface Interface {
  name: string;
  members: string[];
  /** The subgraph in which the interface has `fields`, which all its members have there. Elsewhere it has `id` only. */
  home: string;
  fields: Field[];
  /** A further subgraph has the interface as an object, with these fields. */
  asObject: { subgraph: string; fields: Field[] } | null;
  /** Members that a subgraph other than the home knows whenever it refers to the interface. */
  in: Record<string, string[]>;
}

export interface Argument {
  name: string;
  type: string;
  default?: unknown;
}

/** How a field tells who its object is; all others have values made from a hash of where they stand. */
export type Identity = 'id' | 'text' | 'nullable' | 'number' | 'quotient' | 'remainder' | 'object';

export interface Field {
  name: string;
  type: string;
  args: Argument[];
  in: Placement[];
  identity?: Identity;
  /** Neither fails nor is missing nor null against its type: other fields are computed from it. */
  sound?: boolean;
  /** Another entity's field is computed from it: it requires nothing itself, so that there is no circle. */
  requiredAfar?: boolean;
  /** Inaccessible to clients; subgraphs use it as a key, or require it. */
  hidden?: boolean;
  /** Never null, although its type is nullable. */
  full?: boolean;
  /** Its value depends on how many mutations have been made before it is read. */
  moving?: boolean;
}

export interface Placement {
  subgraph: string;
  /** `external` is declared for others' sake; `stale` has been overridden by another subgraph, or does not override it yet, and must not be asked. */
  mode: 'own' | 'shared' | 'external' | 'stale';
  /** Its type there, where it allows fewer nulls than elsewhere. */
  type?: string;
  requires?: string;
  provides?: string;
  overrides?: string;
  /** With a label the override is made in steps: at `percent(100)` it is made. */
  label?: string;
}

export interface Data {
  seed: number;
  /** Of each entity type. */
  count: number;
  /** Of a hundred values each: null where it may be, failed, and null where it must not be. */
  nulls: number;
  failures: number;
  breaches: number;
  /** Entities that a subgraph does not have; the fields that it alone has are then null. */
  missing: { type: string; index: number; subgraph: string }[];
}

export const namedTypeOf = (type: string): string => type.replace(/[[\]!]/g, '');

export const entityOf = (world: World, name: string): Entity | undefined => world.entities.find((entity) => entity.name === name);

/** The subgraphs that answer for a field. */
export const answering = (field: Field): string[] =>
  field.in.filter(({ mode }) => mode === 'own' || mode === 'shared').map(({ subgraph }) => subgraph);

/** The keys of an entity in one subgraph. Members of interfaces always have their `id`. */
export function keysIn(world: World, entity: Entity, subgraph: string): string[] {
  const keys = entity.keys[subgraph] ?? [entity.primaryKey];
  const isMember = world.interfaces.some(({ members }) => members.includes(entity.name));
  return isMember && !keys.includes('id') ? ['id', ...keys] : keys;
}

/** The fields of an object type, those included that a subgraph adds through an interface. */
export function fieldsOf(world: World, typeName: string): Field[] {
  const entity = entityOf(world, typeName);
  if (!entity) return world.values.find(({ name }) => name === typeName)?.fields ?? [];
  const added = world.interfaces.flatMap(({ members, fields, asObject }) =>
    members.includes(typeName) ? [...fields, ...(asObject?.fields ?? [])] : [],
  );
  return [...entity.fields, ...added];
}

/** The names of all types that a subgraph has: those with fields of its own, and those they lead to. */
export function typesIn(world: World, subgraph: string): Set<string> {
  const found = new Set<string>();
  const here = (field: Field) => field.in.some((placement) => placement.subgraph === subgraph);
  const addField = ({ type, args }: Field) => {
    add(namedTypeOf(type));
    for (const argument of args) add(namedTypeOf(argument.type));
  };
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const type = world.interfaces.find((one) => one.name === name);
    if (type && type.asObject?.subgraph !== subgraph) {
      (type.home === subgraph ? type.members : (type.in[subgraph] ?? [])).forEach(add);
    }
    world.unions.find((one) => one.name === name)?.in[subgraph]?.forEach(add);
    const value = world.values.find((one) => one.name === name);
    value?.fields.forEach(addField);
    for (const { type: inner } of world.inputs.find((one) => one.name === name)?.fields ?? []) add(namedTypeOf(inner));
    const entity = entityOf(world, name);
    const keys = entity ? keysIn(world, entity, subgraph).join(' ').split(/\W+/) : [];
    if (entity)
      fieldsOf(world, name)
        .filter((field) => (field.identity ? keys.includes(field.name) : here(field)))
        .forEach(addField);
  };
  for (const entity of world.entities) if (entity.keys[subgraph] || entity.fields.some(here)) add(entity.name);
  for (const { name, home, fields, asObject } of world.interfaces) {
    if (home === subgraph || asObject?.subgraph === subgraph) add(name);
    if (home === subgraph) fields.forEach(addField);
    if (asObject?.subgraph === subgraph) asObject.fields.forEach(addField);
  }
  [...world.queries, ...world.mutations].filter(here).forEach(addField);
  return found;
}
