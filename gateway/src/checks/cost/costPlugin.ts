import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Graph } from '../../generations/graph.ts';
import { unfitVariables } from '../../operation/variables.ts';
import type { RequestContext } from '../../request/context.ts';
import { rateLimited } from '../../request/rateLimited.ts';

type Values = Readonly<Record<string, unknown>>;

interface CostOptions {
  readonly graph: Graph;
  /** The most that one operation may cost; infinite when everything is let through. */
  readonly maxCost: number;
  /** Told the estimate of each operation that was let through. */
  readonly observe: (estimated: number) => void;
}

/** Refuses an operation before it is planned when its estimated cost is over the limit. */
export function createCostPlugin({ graph, maxCost, observe }: CostOptions): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    didResolveOperation: async ({ document, operation, schema, request: { variables = {} } }) => {
      if (!operation || maxCost === Number.POSITIVE_INFINITY) return;
      const cost = graph.generationOf(schema).costs.of(document, operation);
      const unsliced = cost.unsliced(variables);
      const estimated = cost.estimate(variables);
      // A value that fits no type has no cost either. Execution looks at all values; here only a refusal is worth the look.
      if (unsliced !== null || estimated > maxCost) refuseUnfit(schema, operation, variables);
      if (unsliced !== null) throw notSliced(unsliced);
      if (estimated > maxCost) throw tooCostly(estimated, maxCost);
      observe(estimated);
    },
  };
  return { requestDidStart: async () => listener };
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
