import { GraphQLError, type GraphQLSchema, getVariableValues, type VariableDefinitionNode } from 'graphql';
import { defaultValuesOf, withExactIds } from './defaultValues.ts';
import { withLiterals, writeExactly } from './exactJson.ts';
import { compileRounding, type InexactId, type RoundedVariables } from './exactVariables.ts';
import { nonNullUses } from './nonNullUses.ts';
import type { OperationWithFragments } from './operation.ts';
import type { ClientNames } from './renameCollidingNames.ts';

const MAX_VARIABLE_ERRORS = 50;

export interface CoercedVariables {
  /** Coerced by the gateway's schema, with default values. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `"name":value` in JSON with the client's value, else the default; undefined for a variable without either. */
  text(name: string): string | undefined;
  readonly errors?: undefined;
}

/** The values of variables as the client sent them, by the names of the variables. */
export type VariableValues = Readonly<Record<string, unknown>>;

/** The client's variable values by the gateway's names of the variables. Values that the client sends under those names are dropped. */
export function withGatewayNames(given: VariableValues, clientNames: ClientNames): VariableValues {
  if (clientNames.size === 0) return given;
  const own: Record<string, unknown> = { ...given };
  for (const [name, former] of clientNames) {
    if (Object.hasOwn(given, former)) own[name] = given[former];
    else delete own[name];
  }
  return own;
}

/** Coerces the values of variables. `mayLoseDigits` says whether JavaScript may have rounded one of their numbers. */
export type CoerceVariables = (
  given: VariableValues,
  mayLoseDigits: boolean,
) => CoercedVariables | { readonly errors: readonly GraphQLError[] };

/**
 * Compiles the coercion of an operation's variables. Values that fit neither their types nor the places where they are used are errors with
 * `BAD_USER_INPUT` and the client's names of the variables.
 */
export function compileVariables(schema: GraphQLSchema, used: OperationWithFragments, clientNames: ClientNames): CoerceVariables {
  const { variableDefinitions = [] } = used.operation;
  if (variableDefinitions.length === 0) return () => NO_VARIABLES;
  const defaults = defaultValuesOf({ variableDefinitions: withExactIds(schema, variableDefinitions) });
  // Compiled at the first request with such a number: most operations never get one.
  let round: ReturnType<typeof compileRounding> | null = null;
  const rounded = (sent: VariableValues): RoundedVariables => {
    round ??= compileRounding(schema, variableDefinitions);
    return round(sent);
  };
  const neverNull = nonNullUses(used, schema);
  const asClientWrote = variableDefinitions.map((definition) => withClientName(definition, clientNames));
  return (sent, mayLoseDigits) => {
    const { values: given, inexactId }: RoundedVariables = mayLoseDigits ? rounded(sent) : { values: sent, inexactId: undefined };
    const { coerced } = getVariableValues(schema, variableDefinitions, given, { maxErrors: 1 });
    // Coerced again with the client's names: they cannot be replaced in a message, which also has the client's values.
    if (!coerced) return { errors: variableErrors(schema, asClientWrote, given) };
    if (inexactId) return { errors: [inexactIdError(inexactId, clientNames)] };
    const nulls = variableDefinitions.filter(
      ({ variable: { name } }) => coerced[name.value] === null && neverNull.has(name.value),
    );
    if (nulls.length > 0) return { errors: nulls.map((definition) => nullError(definition, neverNull, clientNames)) };
    return {
      values: coerced,
      text(name) {
        return write(name, Object.hasOwn(given, name) ? given[name] : defaults.get(name));
      },
    };
  };
}

/** An error with `BAD_USER_INPUT` for each variable value that does not fit its type. */
export function variableErrors(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: VariableValues,
): readonly GraphQLError[] {
  const { errors = [] } = getVariableValues(schema, definitions, given, { maxErrors: MAX_VARIABLE_ERRORS });
  return errors.map(
    ({ message, nodes, originalError, extensions }) =>
      new GraphQLError(withLiterals(message), { nodes, originalError, extensions: { ...extensions, code: 'BAD_USER_INPUT' } }),
  );
}

function inexactIdError({ definition, path, value }: InexactId, names: ClientNames): GraphQLError {
  const { variable } = withClientName(definition, names);
  const at = path === '' ? '' : ` at "${variable.name.value}${path}"`;
  return new GraphQLError(
    `Variable "$${variable.name.value}" got invalid value ${value}${at}; ID cannot represent a number beyond ${Number.MAX_SAFE_INTEGER}, whose last digits are lost. Send the id as a string.`,
    { nodes: definition, extensions: { code: 'BAD_USER_INPUT' } },
  );
}

function nullError(definition: VariableDefinitionNode, neverNull: ReadonlyMap<string, string>, names: ClientNames): GraphQLError {
  const { variable } = withClientName(definition, names);
  return new GraphQLError(
    `Variable "$${variable.name.value}" must not be null where "${neverNull.get(definition.variable.name.value)}" is needed. Leave the variable out to use the default value.`,
    { nodes: definition, extensions: { code: 'BAD_USER_INPUT' } },
  );
}

function withClientName(definition: VariableDefinitionNode, names: ClientNames): VariableDefinitionNode {
  const { variable } = definition;
  const former = names.get(variable.name.value);
  return former === undefined
    ? definition
    : { ...definition, variable: { ...variable, name: { ...variable.name, value: former } } };
}

const NO_VARIABLES: CoercedVariables = { values: {}, text: () => undefined };

const write = (name: string, value: unknown): string | undefined =>
  value === undefined ? undefined : `${JSON.stringify(name)}:${writeExactly(value)}`;
