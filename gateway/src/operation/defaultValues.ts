import { type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';

/** The default values of an operation's variables, by name. */
export const defaultValuesOf = ({
  variableDefinitions = [],
}: Pick<OperationDefinitionNode, 'variableDefinitions'>): ReadonlyMap<string, unknown> =>
  new Map(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
