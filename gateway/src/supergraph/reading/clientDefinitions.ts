import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  Kind,
  type TypeDefinitionNode,
} from 'graphql';
import type { Supergraph } from './supergraph.ts';

/**
 * The definitions of the types that clients see, by name: those of the supergraph without what `schema`, the clients' schema, leaves out, and
 * without the directives that are for the gateway.
 */
export function clientDefinitions({ types }: Supergraph, schema: GraphQLSchema): ReadonlyMap<string, TypeDefinitionNode> {
  const definitions = new Map<string, TypeDefinitionNode>();
  for (const type of Object.values(schema.getTypeMap())) {
    const node = types.get(type.name)?.node;
    if (!node || isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    definitions.set(type.name, seenOf(node, schema));
  }
  return definitions;
}

type Seen = { readonly name: { readonly value: string } };

const among =
  (seen: readonly { readonly name: string }[]) =>
  ({ name }: Seen): boolean =>
    seen.some((one) => one.name === name.value);

/** What clients see of a type. */
function seenOf(node: TypeDefinitionNode, schema: GraphQLSchema): TypeDefinitionNode {
  const type = schema.getType(node.name.value);
  const directives = withoutFederation(node.directives);
  if (
    (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) &&
    (isObjectType(type) || isInterfaceType(type))
  ) {
    const fields = (node.fields ?? []).flatMap((field): FieldDefinitionNode[] => {
      const seen = type.getFields()[field.name.value];
      return seen
        ? [
            {
              ...field,
              directives: withoutFederation(field.directives),
              arguments: field.arguments?.filter(among(seen.args)).map(asInput),
            },
          ]
        : [];
    });
    return { ...node, directives, fields, interfaces: node.interfaces?.filter(among(type.getInterfaces())) };
  }
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && isInputObjectType(type))
    return { ...node, directives, fields: node.fields?.filter(among(Object.values(type.getFields()))).map(asInput) };
  if (node.kind === Kind.UNION_TYPE_DEFINITION && isUnionType(type))
    return { ...node, directives, types: node.types?.filter(among(type.getTypes())) };
  if (node.kind === Kind.ENUM_TYPE_DEFINITION && isEnumType(type)) {
    const values = node.values
      ?.filter(among(type.getValues()))
      .map((value) => ({ ...value, directives: withoutFederation(value.directives) }));
    return { ...node, directives, values };
  }
  return { ...node, directives };
}

const asInput = (input: InputValueDefinitionNode): InputValueDefinitionNode => ({
  ...input,
  directives: withoutFederation(input.directives),
});

/** The directives that clients are told of types and fields (GraphQL specification, 3.13). */
const TOLD: readonly string[] = ['deprecated', 'specifiedBy', 'oneOf'];

const withoutFederation = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
  directives.filter(({ name }) => TOLD.includes(name.value));
