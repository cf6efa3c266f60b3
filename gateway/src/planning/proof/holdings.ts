import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import type { SubgraphField } from '../../supergraph/reading/subgraphTypes.ts';
import type { Supergraph } from '../../supergraph/reading/supergraph.ts';

/** How a subgraph has a field of a type. */
export type Held = SubgraphField;

/** What each subgraph has of a supergraph, under the names that planners know. */
export interface Holdings {
  readonly schema: GraphQLSchema;
  readonly services: readonly string[];
  has(service: string, typeName: string): boolean;
  /** Whether a subgraph has an interface as an object type: it cannot tell the types of such objects. */
  hasAsObject(service: string, typeName: string): boolean;
  /** The keys by which entities of a type can be asked of a subgraph. */
  keys(service: string, typeName: string): readonly SelectionSetNode[];
  field(service: string, typeName: string, fieldName: string): Held | null;
  /** The object types that a subgraph may answer with where a type stands. */
  members(service: string, typeName: string): readonly string[];
  /** The interfaces of a type, and the type itself. */
  namesOf(typeName: string): readonly string[];
  /** Whether objects of a type are of another one, an interface or a union. */
  belongs(typeName: string, abstractName: string): boolean;
}

/** What the subgraphs have of a supergraph that planners know. */
export function readHoldings({ types, typeIn, subgraphs, schema, isSubtype }: Supergraph): Holdings {
  const held = (service: string, typeName: string, name: string): Held | null => {
    const field = typeIn(service, typeName)?.fields.get(name);
    // Arguments from a context are given by nobody here.
    return field && !field.hasContext ? field : null;
  };
  return {
    schema,
    services: subgraphs,
    has: (service, typeName) => typeIn(service, typeName) !== undefined,
    hasAsObject: (service, typeName) => typeIn(service, typeName)?.isInterfaceObject === true,
    keys: (service, typeName) => typeIn(service, typeName)?.resolvableKeys ?? [],
    field: held,
    members: (service, typeName) => [...(typeIn(service, typeName)?.possibleTypes ?? [])],
    namesOf: (typeName) => [typeName, ...(types.get(typeName)?.interfaces ?? [])],
    belongs: isSubtype,
  };
}
