import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.ts';
import { readOperation, withOwnNames } from '../planning/operation.ts';
import type { Planner } from '../planning/planner.ts';
import { compilePlan } from './compilePlan.ts';
import type { Compilation } from './fetch.ts';
import { printedData } from './printed.ts';
import { createProjections } from './projection/projections.ts';
import type { Run } from './run.ts';
import type { Data } from './types.ts';
import { createVariables } from './variables.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An operation that is planned and compiled, and may be executed any number of times. */
export type PreparedOperation = (variables: Variables, context: RequestContext) => Promise<GatewayExecutionResult>;

export interface Preparing extends Omit<Compilation, 'clientKeys'> {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
}

/** Plans and compiles the operation of that name, or the only one, of a valid document. Rejects when there is no plan for it. */
export async function prepareOperation(
  document: DocumentNode,
  operationName: string | undefined,
  { schema, planner, types, sourceOf }: Preparing,
): Promise<PreparedOperation> {
  const named = withOwnNames(document, schema, planner.taken);
  const operation = readOperation(named.document, operationName, schema);
  const plan = operation.planned ? await planner.plan(operation.planned) : null;
  const runPlan = compilePlan(plan, { types, sourceOf, clientKeys: named.keys });
  const print = createProjections(operation, named.keys, schema);
  const readVariables = createVariables(schema, operation.operation);
  const introspect = createIntrospection(schema, operation.introspection);

  return async (given, context) => {
    const variables = readVariables(given);
    if (variables.errors) return { errors: variables.errors };
    const run: Run = { data: {}, errors: [], variables: variables.values, variableText: variables.text, context };
    const pending = runPlan(run);
    if (pending) await pending;
    const text = print(run, await introspect(given));
    const data = text === 'null' ? null : printedData(text);
    return run.errors.length > 0 ? { data, errors: run.errors } : { data };
  };
}

const NOTHING = {};

/** The schema's answers about itself. They are the same for all who may ask, and few ask. */
function createIntrospection(
  schema: GraphQLSchema,
  document: DocumentNode | null,
): (variables: Variables) => Data | Promise<Data> {
  if (!document) return () => NOTHING;
  return async (variableValues) => (await execute({ schema, document, variableValues })).data ?? NOTHING;
}
