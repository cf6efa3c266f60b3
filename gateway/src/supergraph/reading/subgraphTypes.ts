import { Kind, type SelectionSetNode } from 'graphql';
import { topFieldNames } from './fieldSets.ts';
import type { FieldJoin, Subgraph } from './joins.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';
import { namedType } from './typeReferences.ts';

/** A type as one subgraph has it. */
export interface SubgraphType {
  /** Whether the subgraph has an interface of the supergraph as an object type: it does not know the concrete types of its objects. */
  readonly isInterfaceObject: boolean;
  /** The keys of the entity in the subgraph. */
  readonly keys: readonly SelectionSetNode[];
  /** Those by which the subgraph resolves entities. */
  readonly resolvableKeys: readonly SelectionSetNode[];
  /** The names of the fields at the top of all keys. */
  readonly keyFields: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, SubgraphField>;
  /** The possible types of the type in the subgraph; for an interface object, its own name. */
  readonly objectTypes: readonly string[];
}

/** A field as one subgraph has it. */
export interface SubgraphField {
  /** Whether the subgraph resolves the field only where a key or `@provides` says so. */
  readonly isExternal: boolean;
  /** Whether it is a key field: the subgraph resolves it for a representation with that key, even if it is external. */
  readonly isOfKey: boolean;
  /** Whether the subgraph sets an argument from a context (`@fromContext`), which this gateway does not give. */
  readonly hasContext: boolean;
  readonly requires: SelectionSetNode | null;
  readonly provides: SelectionSetNode | null;
  /** Its type in the subgraph, as SDL. */
  readonly type: string;
  readonly typeName: string;
}

/** By the name of a subgraph, then by the name of a type. */
export type SubgraphTypes = ReadonlyMap<string, ReadonlyMap<string, SubgraphType>>;

interface MutableSubgraphType extends SubgraphType {
  isInterfaceObject: boolean;
  readonly keys: SelectionSetNode[];
  readonly resolvableKeys: SelectionSetNode[];
  readonly keyFields: Set<string>;
  readonly fields: Map<string, SubgraphField>;
  readonly objectTypes: string[];
}

/** Reads the types of each subgraph from the joins of the supergraph. */
export function readSubgraphTypes(types: SupergraphTypes, subgraphs: Iterable<Subgraph>): SubgraphTypes {
  const bySubgraph = new Map([...subgraphs].map(({ name }) => [name, new Map<string, MutableSubgraphType>()]));
  const typeIn = ({ name }: Subgraph, typeName: string): MutableSubgraphType => {
    const known = bySubgraph.get(name) ?? new Map<string, MutableSubgraphType>();
    const type = known.get(typeName) ?? emptyType();
    bySubgraph.set(name, known.set(typeName, type));
    return type;
  };
  for (const { name, node, joins, fields, interfaceJoins, unionMemberJoins } of types.values()) {
    for (const { subgraph, key, isResolvable, isInterfaceObject } of joins) {
      const type = typeIn(subgraph, name);
      type.isInterfaceObject ||= isInterfaceObject;
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION || type.isInterfaceObject) addOnce(type.objectTypes, name);
      if (!key) continue;
      type.keys.push(key);
      if (isResolvable) type.resolvableKeys.push(key);
      for (const field of topFieldNames(key)) type.keyFields.add(field);
    }
    for (const { subgraph, typeName } of unionMemberJoins) addOnce(typeIn(subgraph, name).objectTypes, typeName);
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION)
      for (const { subgraph, typeName } of interfaceJoins) addOnce(typeIn(subgraph, typeName).objectTypes, name);
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const add = (subgraph: Subgraph, field: SupergraphField, join: FieldJoin | null): void => {
      const type = typeIn(subgraph, name);
      type.fields.set(field.name, fieldInSubgraph(field, join, type.keyFields.has(field.name)));
    };
    for (const field of fields.values()) {
      if (field.joins.length === 0) for (const { subgraph } of joins) add(subgraph, field, null);
      for (const join of field.joins) if (join.subgraph) add(join.subgraph, field, join);
    }
    for (const { subgraph } of joins) markRequiredExternal(typeIn(subgraph, name), fields);
  }
  return bySubgraph;
}

const emptyType = (): MutableSubgraphType => ({
  isInterfaceObject: false,
  keys: [],
  resolvableKeys: [],
  keyFields: new Set(),
  fields: new Map(),
  objectTypes: [],
});

function addOnce(names: string[], name: string): void {
  if (!names.includes(name)) names.push(name);
}

/** A field in the subgraph of a join. Without a join, all subgraphs of the type have the field. */
const fieldInSubgraph = ({ type, typeName }: SupergraphField, join: FieldJoin | null, isOfKey: boolean): SubgraphField => ({
  isExternal: join !== null && (join.isExternal || join.isUsedOverridden || isOverridden(join)),
  isOfKey,
  hasContext: join !== null && join.contextArguments.length > 0,
  requires: join?.requires ?? null,
  provides: join?.provides ?? null,
  type: join?.type ?? type,
  typeName: join?.type ? namedType(join.type) : typeName,
});

/**
 * Whether another subgraph resolves the field by `@override`. A progressive override (`label: "percent(50)"`) takes effect at `percent(100)`
 * only: a smaller share would need two plans for each operation, and give one client two results.
 */
function isOverridden({ override, overrideLabel }: FieldJoin): boolean {
  if (overrideLabel === null) return false;
  const isMade = Number(/^percent\(([\d.]+)\)$/.exec(overrideLabel)?.[1]) >= 100;
  return isMade !== (override !== null);
}

/**
 * Marks required fields as external. Some composers leave a required field of an interface object without a join, as if all subgraphs resolved
 * it.
 */
function markRequiredExternal({ fields, keyFields }: MutableSubgraphType, all: SupergraphType['fields']): void {
  for (const { requires } of [...fields.values()])
    for (const name of requires ? topFieldNames(requires) : []) {
      const field = fields.get(name);
      if (field && !keyFields.has(name) && all.get(name)?.joins.length === 0) fields.set(name, { ...field, isExternal: true });
    }
}
