import { type FieldNode, type GraphQLSchema, Kind, print, type SelectionSetNode, visit } from 'graphql';
import type { SubgraphField } from '../supergraph/reading/subgraphTypes.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';

/** How a subgraph has a field of a type. Fields with arguments have an alias in `requires`, by which the plan knows their values. */
export type Held = SubgraphField;

/** What each subgraph has of a supergraph. */
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
  /** The names of the fields that are required with arguments, by the aliases under which plans know them. */
  readonly aliased: ReadonlyMap<string, string>;
}

export function readHoldings(supergraph: Supergraph): Holdings {
  const { types, typeIn, subgraphs, schema } = supergraph;
  const { withAliases, aliased } = aliasRequirements(supergraph);
  return {
    schema,
    services: subgraphs,
    has: (service, typeName) => typeIn(service, typeName) !== undefined,
    hasAsObject: (service, typeName) => typeIn(service, typeName)?.isInterfaceObject === true,
    keys: (service, typeName) => typeIn(service, typeName)?.resolvableKeys ?? [],
    field: (service, typeName, name) => {
      const field = typeIn(service, typeName)?.fields.get(name);
      // Arguments from a context are given by nobody here.
      return field && !field.hasContext ? withAliases(field) : null;
    },
    members: (service, typeName) => [...(typeIn(service, typeName)?.possibleTypes ?? [])],
    namesOf: (typeName) => [typeName, ...(types.get(typeName)?.interfaces ?? [])],
    aliased,
  };
}

/** Gives fields that take arguments an alias where they are required: the same field may be required, or selected, with others. */
function aliasRequirements({ types, subgraphs, typeIn }: Supergraph) {
  const fields = [...types.values()].flatMap((type) => [...type.fields.values()]);
  const names = new Set(fields.map(({ name }) => name));
  const takers = new Set(fields.flatMap((field) => (field.arguments.length > 0 ? [field.name] : [])));
  const aliases = new Map<string, string>();
  const aliased = new Map<string, string>();
  const aliasOf = ({ name: { value: name }, arguments: given = [] }: FieldNode): string => {
    const identity = `${name}(${given.map(print).sort().join()})`;
    let alias = aliases.get(identity);
    for (let count = aliases.size; alias === undefined; count += 1)
      if (!names.has(`${name}__${count}`)) alias = `${name}__${count}`;
    aliases.set(identity, alias);
    aliased.set(alias, name);
    return alias;
  };
  const rewrite = (set: SelectionSetNode): SelectionSetNode =>
    visit(set, {
      Field: (field): FieldNode | undefined =>
        takers.has(field.name.value) ? { ...field, alias: { kind: Kind.NAME, value: aliasOf(field) } } : undefined,
    });
  const rewritten = new Map<Held, Held>();
  for (const service of subgraphs)
    for (const typeName of types.keys())
      for (const field of typeIn(service, typeName)?.fields.values() ?? []) {
        const requires = field.requires && rewrite(field.requires);
        if (requires !== field.requires) rewritten.set(field, { ...field, requires });
      }
  return { aliased, withAliases: (field: Held): Held => rewritten.get(field) ?? field };
}
