import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { unfitVariables } from '../../operation/variables.ts';
import { rateLimited } from '../../request/rateLimited.ts';
import type { OperationCost } from './compileCost.ts';

type Values = Readonly<Record<string, unknown>>;

/** Refuses an operation before it is planned when its cost by estimate is over a limit; gives the estimate of one that is not. */
export function checkCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { cost, variables, limit }: { readonly cost: OperationCost; readonly variables: Values; readonly limit: number },
): number {
  const unsliced = cost.unsliced(variables);
  const estimated = cost.estimate(variables);
  // A value that fits no type has no cost either. Execution looks at all values; here only a refusal is worth the look.
  if (unsliced !== null || estimated > limit) refuseUnfit(schema, operation, variables);
  if (unsliced !== null) throw notSliced(unsliced);
  if (estimated > limit) throw tooCostly(estimated, limit);
  return estimated;
}

/** The refusal of an operation over a limit of cost. */
export const tooCostly = (estimated: number, limit: number): GraphQLError =>
  rateLimited(
    `The operation costs ${estimated} by estimate; the limit is ${limit}. Ask for shorter lists or fewer fields, or split it.`,
    null,
  );

/** Refuses values that do not fit the variables, with `BAD_USER_INPUT`. */
export function refuseUnfit(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Values,
): void {
  const [unfit] = unfitVariables(schema, variableDefinitions, variables);
  if (!unfit) return;
  const { message, nodes, extensions } = unfit;
  throw new GraphQLError(message, { nodes, extensions: { ...extensions, http: { status: 400 } } });
}

const notSliced = (coordinate: string): GraphQLError =>
  new GraphQLError(`"${coordinate}" must be asked for with exactly one of the arguments that say how long its list is.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
