import { type FieldNode, type GraphQLSchema, Kind, print, type SelectionSetNode, visit } from 'graphql';
import type { SubgraphField } from '../supergraph/reading/subgraphTypes.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';

/** The schemas of the subgraphs, as the planner uses them. */
export interface SubgraphSchemas {
  /** All types of the supergraph, inaccessible ones included. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: readonly string[];
  hasType(subgraph: string, typeName: string): boolean;
  /** Whether a subgraph has an interface as an object type (`@interfaceObject`). It does not know the object types of such entities. */
  isInterfaceObject(subgraph: string, typeName: string): boolean;
  /** The keys by which a subgraph resolves entities of a type. */
  keys(subgraph: string, typeName: string): readonly SelectionSetNode[];
  /** A field in a subgraph. In its `requires`, fields with arguments have an alias: see {@link requirementAliases}. */
  field(subgraph: string, typeName: string, fieldName: string): SubgraphField | null;
  /** The names of all fields of a subgraph, whatever their type. */
  fieldNames(subgraph: string): ReadonlySet<string>;
  /** The object types that a subgraph may return for a field of a type; for an interface object, its own name. */
  objectTypes(subgraph: string, typeName: string): readonly string[];
  /** A type and the interfaces that it implements. */
  withInterfaces(typeName: string): readonly string[];
  /** The names of fields that `@requires` selects with arguments, by the aliases that they have in plans. */
  readonly requirementAliases: ReadonlyMap<string, string>;
}

export function readSubgraphSchemas(supergraph: Supergraph): SubgraphSchemas {
  const { types, typeIn, subgraphs, schema } = supergraph;
  const { withAliases, requirementAliases } = aliasRequirements(supergraph);
  return {
    supergraphSchema: schema,
    subgraphs,
    hasType: (subgraph, typeName) => typeIn(subgraph, typeName) !== undefined,
    isInterfaceObject: (subgraph, typeName) => typeIn(subgraph, typeName)?.isInterfaceObject === true,
    keys: (subgraph, typeName) => typeIn(subgraph, typeName)?.resolvableKeys ?? [],
    field: (subgraph, typeName, name) => {
      const field = typeIn(subgraph, typeName)?.fields.get(name);
      // A field with an argument from a context counts as absent: this gateway cannot set the argument.
      return field && !field.hasContext ? withAliases(field) : null;
    },
    fieldNames: (subgraph) => new Set([...types.keys()].flatMap((name) => [...(typeIn(subgraph, name)?.fields.keys() ?? [])])),
    objectTypes: (subgraph, typeName) => typeIn(subgraph, typeName)?.objectTypes ?? [],
    withInterfaces: (typeName) => [typeName, ...(types.get(typeName)?.interfaces ?? [])],
    requirementAliases,
  };
}

/** Gives an alias to each field with arguments in `@requires` field sets, because an operation may select the same field with other arguments. */
function aliasRequirements({ types, subgraphs, typeIn }: Supergraph) {
  const fields = [...types.values()].flatMap((type) => [...type.fields.values()]);
  const names = new Set(fields.map(({ name }) => name));
  const withArguments = new Set(fields.flatMap((field) => (field.arguments.length > 0 ? [field.name] : [])));
  const aliases = new Map<string, string>();
  const requirementAliases = new Map<string, string>();
  const aliasOf = ({ name: { value: name }, arguments: given = [] }: FieldNode): string => {
    const identity = `${name}(${given.map(print).sort().join()})`;
    let alias = aliases.get(identity);
    for (let count = aliases.size; alias === undefined; count += 1)
      if (!names.has(`${name}__${count}`)) alias = `${name}__${count}`;
    aliases.set(identity, alias);
    requirementAliases.set(alias, name);
    return alias;
  };
  const rewrite = (set: SelectionSetNode): SelectionSetNode =>
    visit(set, {
      Field: (field): FieldNode | undefined =>
        withArguments.has(field.name.value) ? { ...field, alias: { kind: Kind.NAME, value: aliasOf(field) } } : undefined,
    });
  const rewritten = new Map<SubgraphField, SubgraphField>();
  for (const subgraph of subgraphs)
    for (const typeName of types.keys())
      for (const field of typeIn(subgraph, typeName)?.fields.values() ?? []) {
        const requires = field.requires && rewrite(field.requires);
        if (requires !== field.requires) rewritten.set(field, { ...field, requires });
      }
  return { requirementAliases, withAliases: (field: SubgraphField): SubgraphField => rewritten.get(field) ?? field };
}
