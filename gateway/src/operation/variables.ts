import {
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { defaultValuesOf } from './defaultValues.ts';
import type { ClientNames } from './ownNames.ts';

const MAX_ERRORS = 50;

export interface ReadVariables {
  /** With defaults, as the types of the gateway's schema read them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `"name":value` in JSON as the client gave it, else the default; undefined for a variable without either. */
  text(name: string): string | undefined;
  readonly errors?: undefined;
}

type Given = Readonly<Record<string, unknown>>;

/** The values that a client gave, by the names that the operation has for its variables; what else it gives under these names is no value. */
export function withNames(given: Given, clientNames: ClientNames): Given {
  if (clientNames.size === 0) return given;
  const own: Record<string, unknown> = { ...given };
  for (const [name, former] of clientNames) {
    if (Object.hasOwn(given, former)) own[name] = given[former];
    else delete own[name];
  }
  return own;
}

/**
 * Compiles the reading of an operation's variables. Values that do not fit give errors with `BAD_USER_INPUT`, which call the variables by the
 * client's names.
 */
export function createVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  clientNames: ClientNames,
): (given: Given) => ReadVariables | { readonly errors: readonly GraphQLError[] } {
  if (variableDefinitions.length === 0) return () => NONE;
  const defaults = defaultValuesOf({ variableDefinitions });
  const asClientWrote = variableDefinitions.map((definition) => withClientName(definition, clientNames));
  return (given) => {
    const { coerced } = getVariableValues(schema, variableDefinitions, given, { maxErrors: 1 });
    // Read once more, with the names that the client knows: a message also holds the client's values, so that no name can be replaced in it.
    if (!coerced) return { errors: unfitVariables(schema, asClientWrote, given) };
    return {
      values: coerced,
      text(name) {
        return write(name, Object.hasOwn(given, name) ? given[name] : defaults.get(name));
      },
    };
  };
}

/** What does not fit of the values that a client gave for its variables, each as `BAD_USER_INPUT`; empty where all fit. */
export function unfitVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Given,
): readonly GraphQLError[] {
  const { errors = [] } = getVariableValues(schema, definitions, given, { maxErrors: MAX_ERRORS });
  return errors.map(
    ({ message, nodes, originalError, extensions }) =>
      new GraphQLError(message, { nodes, originalError, extensions: { ...extensions, code: 'BAD_USER_INPUT' } }),
  );
}

function withClientName(definition: VariableDefinitionNode, names: ClientNames): VariableDefinitionNode {
  const { variable } = definition;
  const former = names.get(variable.name.value);
  return former === undefined
    ? definition
    : { ...definition, variable: { ...variable, name: { ...variable.name, value: former } } };
}

const NONE: ReadVariables = { values: {}, text: () => undefined };

const write = (name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : `${JSON.stringify(name)}:${JSON.stringify(value)}`;
