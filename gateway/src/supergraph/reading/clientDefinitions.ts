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
 * The type definitions of the clients' schema, by name: those of the supergraph, without the elements that `schema` does not have, and without
 * the directives of federation.
 */
export function clientDefinitions({ types }: Supergraph, schema: GraphQLSchema): ReadonlyMap<string, TypeDefinitionNode> {
  const definitions = new Map<string, TypeDefinitionNode>();
  for (const type of Object.values(schema.getTypeMap())) {
    const node = types.get(type.name)?.node;
    if (!node || isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    definitions.set(type.name, visibleDefinition(node, schema));
  }
  return definitions;
}

type NamedNode = { readonly name: { readonly value: string } };

const isIn =
  (visible: readonly { readonly name: string }[]) =>
  ({ name }: NamedNode): boolean =>
    visible.some((one) => one.name === name.value);

/** The definition of a type in the clients' schema. */
function visibleDefinition(node: TypeDefinitionNode, schema: GraphQLSchema): TypeDefinitionNode {
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
              arguments: field.arguments?.filter(isIn(seen.args)).map(asInput),
            },
          ]
        : [];
    });
    return { ...node, directives, fields, interfaces: node.interfaces?.filter(isIn(type.getInterfaces())) };
  }
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && isInputObjectType(type))
    return { ...node, directives, fields: node.fields?.filter(isIn(Object.values(type.getFields()))).map(asInput) };
  if (node.kind === Kind.UNION_TYPE_DEFINITION && isUnionType(type))
    return { ...node, directives, types: node.types?.filter(isIn(type.getTypes())) };
  if (node.kind === Kind.ENUM_TYPE_DEFINITION && isEnumType(type)) {
    const values = node.values
      ?.filter(isIn(type.getValues()))
      .map((value) => ({ ...value, directives: withoutFederation(value.directives) }));
    return { ...node, directives, values };
  }
  return { ...node, directives };
}

const asInput = (input: InputValueDefinitionNode): InputValueDefinitionNode => ({
  ...input,
  directives: withoutFederation(input.directives),
});

/** The directives of the GraphQL specification (3.13) that clients see. */
const CLIENT_DIRECTIVES: readonly string[] = ['deprecated', 'specifiedBy', 'oneOf'];

const withoutFederation = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
  directives.filter(({ name }) => CLIENT_DIRECTIVES.includes(name.value));
