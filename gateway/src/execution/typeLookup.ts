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
import type { SupergraphField, SupergraphType } from '../supergraph/reading/supergraphTypes.ts';

/** The types of a supergraph as execution uses them, inaccessible ones included. */
export interface TypeLookup {
  /** Whether a name is that of an object type. A subgraph with an `@interfaceObject` answers an interface's name as `__typename`. */
  isObject(name: string): boolean;
  /** Whether a type condition applies to objects of a type. */
  satisfies(typeName: string, condition: string): boolean;
  /**
   * The `__typename` that a representation for a subgraph has. For a subgraph with an `@interfaceObject` it is the name of the
   * interface; `condition` is the type condition of the representation's fields.
   */
  typenameIn(subgraph: string, typeName: string, condition: string | null): string;
  /** The keys and required fields of an entity in a subgraph, by the subgraph's name for the type. */
  entityIn(subgraph: string, typeName: string): EntityFieldSets;
  /** The subgraphs that resolve a field of an object type or interface. */
  subgraphsResolving(typeName: string, field: string): readonly string[];
  /** A field of an object or interface; undefined when there is none. */
  fieldOf(typeName: string, name: string): FieldType | undefined;
  /** Whether an operation for a subgraph selects custom scalars whose numbers may have more digits than a JavaScript number holds. */
  selectsExactNumbers(operation: string): boolean;
}

export interface EntityFieldSets {
  readonly keys: readonly SelectionSetNode[];
  /** The field sets of `@requires`, by field. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
}

export interface FieldType {
  readonly isNonNull: boolean;
  /** The name of its type, without list and non-null wrappers. */
  readonly typeName: string;
}

/** `plainScalars` are custom scalars whose values are strings, or numbers that JavaScript holds exactly. */
export function createTypeLookup(supergraph: Supergraph, plainScalars: ReadonlySet<string> = new Set()): TypeLookup {
  const { types, subgraphs, typeIn, isSubtype } = supergraph;
  const interfaceObjects = new Map(subgraphs.map((subgraph) => [subgraph, interfaceObjectsIn(supergraph, subgraph)]));
  const fieldSets = new Map<string, EntityFieldSets>();
  const satisfies = (typeName: string, condition: string) => typeName === condition || isSubtype(typeName, condition);
  return {
    isObject: (name) => types.get(name)?.node.kind === Kind.OBJECT_TYPE_DEFINITION,
    satisfies,
    typenameIn: (subgraph, typeName, condition) => {
      const names = interfaceObjects.get(subgraph) ?? [];
      if (names.length === 0) return typeName;
      if (condition !== null && names.includes(condition)) return condition;
      if (typeIn(subgraph, typeName)) return typeName;
      return names.find((name) => satisfies(typeName, name)) ?? typeName;
    },
    entityIn: (subgraph, typeName) => {
      const key = `${subgraph} ${typeName}`;
      const use = fieldSets.get(key) ?? entityFieldSets(typeIn(subgraph, typeName));
      fieldSets.set(key, use);
      return use;
    },
    subgraphsResolving: (typeName, name) => {
      const type = types.get(typeName);
      const field = type?.fields.get(name);
      return type && field ? resolvingSubgraphs(type, field) : [];
    },
    fieldOf: (typeName, name) => {
      const field = types.get(typeName)?.fields.get(name);
      return field && { isNonNull: field.type.endsWith('!'), typeName: field.typeName };
    },
    selectsExactNumbers: (operation) => selectsExactNumbers(supergraph.schema, operation, plainScalars),
  };
}

const interfaceObjectsIn = ({ types, typeIn }: Supergraph, subgraph: string): string[] =>
  [...types.keys()].filter((name) => typeIn(subgraph, name)?.isInterfaceObject);

const entityFieldSets = (type: SubgraphType | undefined): EntityFieldSets => ({
  keys: type?.keys ?? [],
  requires: new Map([...(type?.fields ?? [])].flatMap(([name, { requires }]) => (requires ? [[name, requires] as const] : []))),
});

/** The subgraphs of the field's `@join__field` directives. Without any, every subgraph that has the type resolves the field. */
function resolvingSubgraphs({ joins }: SupergraphType, field: SupergraphField): readonly string[] {
  const resolving = field.joins.filter(({ isExternal, isUsedOverridden }) => !isExternal && !isUsedOverridden);
  const own = resolving.flatMap(({ subgraph }) => subgraph?.name ?? []);
  return own.length > 0 ? own : [...new Set(joins.map(({ subgraph }) => subgraph.name))];
}

function selectsExactNumbers(schema: GraphQLSchema, operation: string, plainScalars: ReadonlySet<string>): boolean {
  const info = new TypeInfo(schema);
  let found = false;
  visit(
    parse(operation, { noLocation: true }),
    visitWithTypeInfo(info, {
      Field: ({ name, selectionSet }) => {
        if (selectionSet || name.value === '__typename') return;
        const type = getNamedType(info.getFieldDef()?.type);
        // A field that has another name in the subgraph is not in this schema, and may be of any type.
        if (!type || (isScalarType(type) && !isSpecifiedScalarType(type) && !plainScalars.has(type.name))) found = true;
      },
    }),
  );
  return found;
}
