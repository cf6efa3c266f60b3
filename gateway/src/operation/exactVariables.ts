import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { ExactNumber } from './exactJson.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An id that the client sent as a JSON number with too many digits, so that the last ones are lost. */
export interface InexactId {
  readonly definition: VariableDefinitionNode;
  /** The path below the variable, such as `.input.ids[0]`; empty for the variable itself. */
  readonly path: string;
  readonly value: number;
}

export interface RoundedVariables {
  readonly values: Variables;
  readonly inexactId: InexactId | undefined;
}

/** Rounds the exact numbers of a value, and adds its inexact ids to `found`. */
type Round = (value: unknown, path: string, found: Pick<InexactId, 'path' | 'value'>[]) => unknown;

/**
 * Compiles the rounding of exact numbers in the values of variables to JavaScript numbers, which the scalars of GraphQL expect. A custom scalar keeps
 * all digits: what they mean is known to the subgraph alone. GraphQL accepts an integer as an `ID`; one beyond 2^53 - 1 is inexact, because
 * the operation would be about another object.
 */
export function compileRounding(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Variables) => RoundedVariables {
  const known = new Map<string, Round>();
  const rounds = definitions.flatMap((definition) => {
    const type = typeFromAST(schema, definition.type);
    const round = isInputType(type) ? compileRound(type, known) : null;
    return round ? [{ definition, name: definition.variable.name.value, round }] : [];
  });
  return (given) => {
    const values: Record<string, unknown> = { ...given };
    let inexactId: InexactId | undefined;
    for (const { definition, name, round } of rounds) {
      if (!Object.hasOwn(given, name)) continue;
      const found: Pick<InexactId, 'path' | 'value'>[] = [];
      values[name] = round(given[name], '', found);
      if (found[0]) inexactId ??= { definition, ...found[0] };
    }
    return { values, inexactId };
  };
}

/** Compiles the rounding of values of an input type; null for a custom scalar. */
function compileRound(of: GraphQLInputType, known: Map<string, Round>): Round | null {
  const type = getNullableType(of);
  if (isListType(type)) {
    const round = compileRound(type.ofType, known);
    return (
      round &&
      ((value, path, found) =>
        Array.isArray(value) ? value.map((item, at) => round(item, `${path}[${at}]`, found)) : round(value, path, found))
    );
  }
  if (isScalarType(type) && !isSpecifiedScalarType(type)) return null;
  if (!isInputObjectType(type)) return type.name === 'ID' ? roundId : roundNumber;
  const done = known.get(type.name);
  if (done) return done;
  const fields = new Map<string, Round>();
  const round = roundFields(fields);
  // Cached before its fields are compiled, because an input type may be recursive.
  known.set(type.name, round);
  for (const field of Object.values(type.getFields())) {
    const roundField = compileRound(field.type, known);
    if (roundField) fields.set(field.name, roundField);
  }
  return round;
}

const roundNumber: Round = (value) => (value instanceof ExactNumber ? Number(value) : value);

const roundId: Round = (value, path, found) => {
  const id = value instanceof ExactNumber ? Number(value) : value;
  if (typeof id === 'number' && !Number.isSafeInteger(id)) found.push({ path, value: id });
  return id;
};

const roundFields =
  (fields: ReadonlyMap<string, Round>): Round =>
  (value, path, found) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof ExactNumber)
      return roundNumber(value, path, found);
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, fields.get(name)?.(inner, `${path}.${name}`, found) ?? inner]),
    );
  };
