import {
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  type StringValueNode,
  TypeInfo,
  type VariableDefinitionNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The default values of an operation's variables, by name. */
export const defaultValuesOf = ({
  variableDefinitions = [],
}: Pick<OperationDefinitionNode, 'variableDefinitions'>): ReadonlyMap<string, unknown> =>
  new Map(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );

/** Rewrites the ids in default values from integers to strings: a JavaScript number could lose digits. */
export function withExactIds(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): readonly VariableDefinitionNode[] {
  if (!definitions.some(({ defaultValue }) => defaultValue)) return definitions;
  const info = new TypeInfo(schema);
  const asText = visitWithTypeInfo(info, {
    IntValue: ({ value }): StringValueNode | undefined => {
      const type = info.getInputType();
      return type && getNamedType(type).name === 'ID' ? { kind: Kind.STRING, value } : undefined;
    },
  });
  return definitions.map((definition) => visit(definition, asText));
}
