import { Kind, type SelectionSetNode } from 'graphql';
import { topFieldNames } from './fieldSets.ts';
import type { FieldJoin, Subgraph } from './joins.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';
import { namedType } from './typeReferences.ts';

/** A type as one subgraph has it. */
export interface SubgraphType {
  /** Whether the subgraph has an interface of the supergraph as an object type: it cannot tell the types of such objects. */
  readonly isInterfaceObject: boolean;
  /** The keys of the entity in the subgraph. */
  readonly keys: readonly SelectionSetNode[];
  /** Those by which the subgraph resolves entities. */
  readonly resolvableKeys: readonly SelectionSetNode[];
  /** The names of the fields at the top of all keys. */
  readonly keyFields: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, SubgraphField>;
  /** The object types that the subgraph may answer with where the type is expected; an interface object has its own name there. */
  readonly possibleTypes: ReadonlySet<string>;
}

/** A field as one subgraph has it. */
export interface SubgraphField {
  /** Whether the subgraph resolves the field only where a key or `@provides` says so. */
  readonly isExternal: boolean;
  /** Whether it is a field of a key: the subgraph resolves it for an entity that it was told by that key, even where it is external. */
  readonly isOfKey: boolean;
  /** Whether the subgraph sets an argument from a context (`@fromContext`), which this gateway does not give. */
  readonly hasContext: boolean;
  readonly requires: SelectionSetNode | null;
  readonly provides: SelectionSetNode | null;
  /** Its type there, as SDL. */
  readonly type: string;
  readonly typeName: string;
}

/** By the name of a subgraph, then by the name of a type. */
export type SubgraphTypes = ReadonlyMap<string, ReadonlyMap<string, SubgraphType>>;

interface Building extends SubgraphType {
  isInterfaceObject: boolean;
  readonly keys: SelectionSetNode[];
  readonly resolvableKeys: SelectionSetNode[];
  readonly keyFields: Set<string>;
  readonly fields: Map<string, SubgraphField>;
  readonly possibleTypes: Set<string>;
}

/** Sorts what a supergraph says of its types by subgraph. */
export function readSubgraphTypes(types: SupergraphTypes, subgraphs: Iterable<Subgraph>): SubgraphTypes {
  const bySubgraph = new Map([...subgraphs].map(({ name }) => [name, new Map<string, Building>()]));
  const typeIn = ({ name }: Subgraph, typeName: string): Building => {
    const known = bySubgraph.get(name) ?? new Map<string, Building>();
    const type = known.get(typeName) ?? emptyType();
    bySubgraph.set(name, known.set(typeName, type));
    return type;
  };
  for (const { name, node, joins, fields, interfaceJoins, unionMemberJoins } of types.values()) {
    for (const { subgraph, key, isResolvable, isInterfaceObject } of joins) {
      const type = typeIn(subgraph, name);
      type.isInterfaceObject ||= isInterfaceObject;
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION || type.isInterfaceObject) type.possibleTypes.add(name);
      if (!key) continue;
      type.keys.push(key);
      if (isResolvable) type.resolvableKeys.push(key);
      for (const field of topFieldNames(key)) type.keyFields.add(field);
    }
    for (const { subgraph, typeName } of unionMemberJoins) typeIn(subgraph, name).possibleTypes.add(typeName);
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION)
      for (const { subgraph, typeName } of interfaceJoins) typeIn(subgraph, typeName).possibleTypes.add(name);
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const add = (subgraph: Subgraph, field: SupergraphField, join: FieldJoin | null): void => {
      const type = typeIn(subgraph, name);
      type.fields.set(field.name, fieldIn(field, join, type.keyFields.has(field.name)));
    };
    for (const field of fields.values()) {
      if (field.joins.length === 0) for (const { subgraph } of joins) add(subgraph, field, null);
      for (const join of field.joins) if (join.subgraph) add(join.subgraph, field, join);
    }
    for (const { subgraph } of joins) markRequired(typeIn(subgraph, name), fields);
  }
  return bySubgraph;
}

const emptyType = (): Building => ({
  isInterfaceObject: false,
  keys: [],
  resolvableKeys: [],
  keyFields: new Set(),
  fields: new Map(),
  possibleTypes: new Set(),
});

/** A field as the subgraph of a join has it; without a join, as every subgraph has it. */
const fieldIn = ({ type, typeName }: SupergraphField, join: FieldJoin | null, isOfKey: boolean): SubgraphField => ({
  isExternal: join !== null && (join.isExternal || join.isUsedOverridden || isOverridden(join)),
  isOfKey,
  hasContext: join !== null && join.contextArguments.length > 0,
  requires: join?.requires ?? null,
  provides: join?.provides ?? null,
  type: join?.type ?? type,
  typeName: join?.type ? namedType(join.type) : typeName,
});

/**
 * An override in steps (`@override(from: "a", label: "percent(50)")`) is made when its label is `percent(100)`; until then the field is the
 * former subgraph's. A share of the requests would need two plans for each operation, and two answers for one client.
 */
function isOverridden({ override, overrideLabel }: FieldJoin): boolean {
  if (overrideLabel === null) return false;
  const isMade = Number(/^percent\(([\d.]+)\)$/.exec(overrideLabel)?.[1]) >= 100;
  return isMade !== (override !== null);
}

/**
 * A subgraph does not have by itself what its fields require. Some composers do not say so of a field of an interface object: they leave it
 * without a join, as if every subgraph resolved it.
 */
function markRequired({ fields, keyFields }: Building, all: SupergraphType['fields']): void {
  for (const { requires } of [...fields.values()])
    for (const name of requires ? topFieldNames(requires) : []) {
      const field = fields.get(name);
      if (field && !keyFields.has(name) && all.get(name)?.joins.length === 0) fields.set(name, { ...field, isExternal: true });
    }
}
