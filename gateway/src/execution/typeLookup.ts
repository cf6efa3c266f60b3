import {
  type GraphQLSchema,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { SubgraphType } from '../supergraph/reading/subgraphTypes.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import type { SupergraphField, SupergraphType } from '../supergraph/reading/types.ts';

/** What execution knows of the types of a supergraph, hidden ones among them. */
export interface TypeLookup {
  /** Whether objects are of this very type; an interface's name stands in data while its object is known to one subgraph only. */
  isObject(name: string): boolean;
  /** Whether an object of a type stands under a type condition. */
  satisfies(typeName: string, condition: string): boolean;
  /**
   * The name by which a subgraph knows objects of a type, told under a type condition: a subgraph that has an interface as an object
   * type knows them by the name of the interface.
   */
  nameIn(service: string, typeName: string, condition: string | null): string;
  /** How a subgraph finds objects of a type that it is told of, by its own name for the type, and what it computes their fields from. */
  entityIn(service: string, typeName: string): EntityUse;
  /** The subgraphs that answer a field of an object or interface. */
  servicesOf(typeName: string, field: string): readonly string[];
  /** A field of an object or interface; undefined when there is none. */
  fieldOf(typeName: string, name: string): FieldType | undefined;
  /** Whether an operation for a subgraph asks for values of scalars whose numbers may have any number of digits. */
  asksForScalars(operation: string): boolean;
}

export interface EntityUse {
  readonly keys: readonly SelectionSetNode[];
  /** What `@requires` names, by field. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
}

export interface FieldType {
  readonly isNonNull: boolean;
  /** The name of its type, whatever lists it stands in. */
  readonly typeName: string;
}

/** `plainScalars` are custom scalars whose values are known to be texts, or numbers that JavaScript holds. */
export function createTypeLookup(supergraph: Supergraph, plainScalars: ReadonlySet<string> = new Set()): TypeLookup {
  const { types, subgraphs, typeIn, isSubtype } = supergraph;
  const interfaceObjects = new Map(subgraphs.map((subgraph) => [subgraph, interfaceObjectsIn(supergraph, subgraph)]));
  const entityUses = new Map<string, EntityUse>();
  const satisfies = (typeName: string, condition: string) => typeName === condition || isSubtype(typeName, condition);
  return {
    isObject: (name) => types.get(name)?.node.kind === Kind.OBJECT_TYPE_DEFINITION,
    satisfies,
    nameIn: (service, typeName, condition) => {
      const names = interfaceObjects.get(service) ?? [];
      if (names.length === 0) return typeName;
      if (condition !== null && names.includes(condition)) return condition;
      if (typeIn(service, typeName)) return typeName;
      return names.find((name) => satisfies(typeName, name)) ?? typeName;
    },
    entityIn: (service, typeName) => {
      const key = `${service} ${typeName}`;
      const use = entityUses.get(key) ?? entityUse(typeIn(service, typeName));
      entityUses.set(key, use);
      return use;
    },
    servicesOf: (typeName, name) => {
      const type = types.get(typeName);
      const field = type?.fields.get(name);
      return type && field ? servicesOf(type, field) : [];
    },
    fieldOf: (typeName, name) => {
      const field = types.get(typeName)?.fields.get(name);
      return field && { isNonNull: field.type.endsWith('!'), typeName: field.typeName };
    },
    asksForScalars: (operation) => asksForScalars(supergraph.schema, operation, plainScalars),
  };
}

const interfaceObjectsIn = ({ types, typeIn }: Supergraph, subgraph: string): string[] =>
  [...types.keys()].filter((name) => typeIn(subgraph, name)?.isInterfaceObject);

const entityUse = (type: SubgraphType | undefined): EntityUse => ({
  keys: type?.keys ?? [],
  requires: new Map([...(type?.fields ?? [])].flatMap(([name, { requires }]) => (requires ? [[name, requires] as const] : []))),
});

/** A field whose joins name no subgraph that resolves it is in all subgraphs that have its type. */
function servicesOf({ joins }: SupergraphType, field: SupergraphField): readonly string[] {
  const resolving = field.joins.filter(({ isExternal, isUsedOverridden }) => !isExternal && !isUsedOverridden);
  const own = resolving.flatMap(({ subgraph }) => subgraph?.name ?? []);
  return own.length > 0 ? own : [...new Set(joins.map(({ subgraph }) => subgraph.name))];
}

function asksForScalars(schema: GraphQLSchema, operation: string, plainScalars: ReadonlySet<string>): boolean {
  const info = new TypeInfo(schema);
  let found = false;
  visit(
    parse(operation, { noLocation: true }),
    visitWithTypeInfo(info, {
      Field: ({ name, selectionSet }) => {
        if (selectionSet || name.value === '__typename') return;
        const type = getNamedType(info.getFieldDef()?.type);
        // A field that the subgraph calls otherwise may be of any type.
        if (!type || (isScalarType(type) && !isSpecifiedScalarType(type) && !plainScalars.has(type.name))) found = true;
      },
    }),
  );
  return found;
}
