import {
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

const MAX_ERRORS = 50;

export interface ReadVariables {
  /** With defaults, as the types of the gateway's schema read them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `"name":value` in JSON as the client gave it, else the default; undefined for a variable without either. */
  text(name: string): string | undefined;
  readonly errors?: undefined;
}

type Given = Readonly<Record<string, unknown>>;

/** Compiles the reading of an operation's variables. Values that do not fit give errors. */
export function createVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (given: Given) => ReadVariables | { readonly errors: readonly GraphQLError[] } {
  if (variableDefinitions.length === 0) return () => NONE;
  const defaults = new Map<string, unknown>();
  for (const { variable, defaultValue } of variableDefinitions) {
    if (defaultValue) defaults.set(variable.name.value, valueFromASTUntyped(defaultValue));
  }
  return (given) => {
    const { errors, coerced } = getVariableValues(schema, variableDefinitions, given, { maxErrors: MAX_ERRORS });
    if (errors) return { errors };
    return {
      values: coerced,
      text(name) {
        return write(name, Object.hasOwn(given, name) ? given[name] : defaults.get(name));
      },
    };
  };
}

const NONE: ReadVariables = { values: {}, text: () => undefined };

const write = (name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : `${JSON.stringify(name)}:${JSON.stringify(value)}`;
