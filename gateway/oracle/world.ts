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
  /** The key in subgraphs that refer to the entity and are not in `keys`. */
  primaryKey: string;
  keys: Record<string, string[]>;
  /** Whether the key is resolvable in subgraphs that only refer to the entity. */
  stubsResolvable: boolean;
  /** Subgraphs in which its `id` has a nullable type. The value is never null. */
  nullableIdIn?: string[];
  /** Whether the key of every second entity is null. Fields of other subgraphs are then null. */
  nullKeys?: boolean;
  /** Whether it is inaccessible: a member of interfaces and unions without any object. */
  hidden?: boolean;
  fields: Field[];
}

/** A value type without a key. Every subgraph that uses it has all its fields. */
export interface ValueType {
  name: string;
  fields: Field[];
}

export interface Interface {
  name: string;
  members: string[];
  /** The subgraph in which the interface and all its members have `fields`. In others it has `id` only. */
  home: string;
  fields: Field[];
  /** The subgraph with an interface object, and the fields that it adds. */
  asObject: { subgraph: string; fields: Field[] } | null;
  /** The members that each other subgraph has when it refers to the interface. */
  in: Record<string, string[]>;
}

export interface Argument {
  name: string;
  type: string;
  default?: unknown;
}

/** How a field identifies its object. The values of other fields are hashes of their path. */
export type Identity = 'id' | 'text' | 'nullable' | 'number' | 'quotient' | 'remainder' | 'object';

export interface Field {
  name: string;
  type: string;
  args: Argument[];
  in: Placement[];
  identity?: Identity;
  /** Whether it never fails, is never missing, and never null in a non-null type: other fields require it. */
  neverFails?: boolean;
  /** Whether a field of another entity requires it. Then it requires no field itself, so that no requirement is circular. */
  isRequiredElsewhere?: boolean;
  /** Whether it is inaccessible to clients. Subgraphs use it as a key or require it. */
  hidden?: boolean;
  /** Whether it is never null although its type is nullable. */
  neverNull?: boolean;
  /** Whether its value depends on the number of mutations executed before. */
  dependsOnMutations?: boolean;
}

export interface Placement {
  subgraph: string;
  /** `external`: required or provided here only; `stale`: overridden by another subgraph, or not overriding yet, so that it must not be fetched here. */
  mode: 'own' | 'shared' | 'external' | 'stale';
  /** Its type in this subgraph, if it has more non-null types than in others. */
  type?: string;
  requires?: string;
  provides?: string;
  overrides?: string;
  /** A progressive override. It takes effect at `percent(100)`. */
  label?: string;
}

export interface Data {
  seed: number;
  /** The number of entities of each type. */
  count: number;
  /** Percent of values that are null in a nullable type, that fail, and that are null in a non-null type. */
  nulls: number;
  failures: number;
  breaches: number;
  /** Entities that a subgraph does not know. The fields that only it resolves are then null. */
  missing: { type: string; index: number; subgraph: string }[];
}

export const namedTypeOf = (type: string): string => type.replace(/[[\]!]/g, '');

export const entityOf = (world: World, name: string): Entity | undefined => world.entities.find((entity) => entity.name === name);

/** The subgraphs that resolve a field. */
export const answering = (field: Field): string[] =>
  field.in.filter(({ mode }) => mode === 'own' || mode === 'shared').map(({ subgraph }) => subgraph);

/** The keys of an entity in one subgraph. Members of interfaces always have their `id`. */
export function keysIn(world: World, entity: Entity, subgraph: string): string[] {
  const keys = entity.keys[subgraph] ?? [entity.primaryKey];
  const isMember = world.interfaces.some(({ members }) => members.includes(entity.name));
  return isMember && !keys.includes('id') ? ['id', ...keys] : keys;
}

/** The fields of an object type, with those that an interface object adds. */
export function fieldsOf(world: World, typeName: string): Field[] {
  const entity = entityOf(world, typeName);
  if (!entity) return world.values.find(({ name }) => name === typeName)?.fields ?? [];
  const added = world.interfaces.flatMap(({ members, fields, asObject }) =>
    members.includes(typeName) ? [...fields, ...(asObject?.fields ?? [])] : [],
  );
  return [...entity.fields, ...added];
}

/** The names of all types of a subgraph: those with fields in it, and those that its fields refer to. */
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
