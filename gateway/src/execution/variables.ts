import { GraphQLError, type GraphQLSchema, getVariableValues, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import type { ClientNames } from '../planning/ownNames.ts';

const MAX_ERRORS = 50;

export interface ReadVariables {
  /** With defaults, as the types of the gateway's schema read them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `"name":value` in JSON as the client gave it, else the default; undefined for a variable without either. */
  text(name: string): string | undefined;
  readonly errors?: undefined;
}

type Given = Readonly<Record<string, unknown>>;

/** The values that a client gave, by the names that the operation has for its variables. */
export function withNames(given: Given, clientNames: ClientNames): Given {
  if (clientNames.size === 0) return given;
  const own = { ...given };
  for (const [name, former] of clientNames) if (Object.hasOwn(given, former)) own[name] = given[former];
  return own;
}

/**
 * Compiles the reading of an operation's variables. Values that do not fit give errors, which call the variables by the client's names.
 */
export function createVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  clientNames: ClientNames,
): (given: Given) => ReadVariables | { readonly errors: readonly GraphQLError[] } {
  if (variableDefinitions.length === 0) return () => NONE;
  const defaults = new Map<string, unknown>();
  for (const { variable, defaultValue } of variableDefinitions) {
    if (defaultValue) defaults.set(variable.name.value, valueFromASTUntyped(defaultValue));
  }
  return (given) => {
    const { errors, coerced } = getVariableValues(schema, variableDefinitions, given, { maxErrors: MAX_ERRORS });
    if (errors) return { errors: errors.map((error) => withClientNames(error, clientNames)) };
    return {
      values: coerced,
      text(name) {
        return write(name, Object.hasOwn(given, name) ? given[name] : defaults.get(name));
      },
    };
  };
}

function withClientNames(error: GraphQLError, names: ClientNames): GraphQLError {
  if (names.size === 0) return error;
  const message = [...names].reduce((text, [own, former]) => text.replaceAll(own, former), error.message);
  return new GraphQLError(message, { nodes: error.nodes, originalError: error.originalError, extensions: error.extensions });
}

const NONE: ReadVariables = { values: {}, text: () => undefined };

const write = (name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : `${JSON.stringify(name)}:${JSON.stringify(value)}`;
