import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { VariableValues } from '../../operation/variables.ts';
import { variableErrors } from '../../operation/variables.ts';
import { rateLimited } from '../../request/rateLimited.ts';
import type { OperationCost } from './compileCost.ts';

/** Throws when the estimated cost of an operation is over the limit; else returns the estimate. Must be called before planning. */
export function checkCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { cost, variables, limit }: { readonly cost: OperationCost; readonly variables: VariableValues; readonly limit: number },
): number {
  const unsliced = cost.unsliced(variables);
  const estimated = cost.estimate(variables);
  // The cost of invalid variable values means nothing, so their error comes first. Without a refusal, execution checks the values.
  if (unsliced !== null || estimated > limit) refuseInvalidVariables(schema, operation, variables);
  if (unsliced !== null) throw notSliced(unsliced);
  if (estimated > limit) throw tooCostly(estimated, limit);
  return estimated;
}

/** The error for an operation over a cost limit. */
export const tooCostly = (estimated: number, limit: number): GraphQLError =>
  rateLimited(
    `The operation costs ${estimated} by estimate; the limit is ${limit}. Ask for shorter lists or fewer fields, or split it.`,
    null,
  );

/** Throws `BAD_USER_INPUT` for variable values that do not fit their types. */
export function refuseInvalidVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: VariableValues,
): void {
  const [unfit] = variableErrors(schema, variableDefinitions, variables);
  if (!unfit) return;
  const { message, nodes, extensions } = unfit;
  throw new GraphQLError(message, { nodes, extensions: { ...extensions, http: { status: 400 } } });
}

const notSliced = (coordinate: string): GraphQLError =>
  new GraphQLError(`"${coordinate}" must be selected with exactly one of the arguments that limit the length of its list.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
