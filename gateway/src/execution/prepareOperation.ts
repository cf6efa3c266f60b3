import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { LiftedOperation, Literals } from '../operation/literals.ts';
import { conditionVariables, plannedPart, type ReadOperation, readOperation } from '../operation/operation.ts';
import { withOwnNames } from '../operation/ownNames.ts';
import { createVariables, withNames } from '../operation/variables.ts';
import type { PlanNode } from '../planning/plan.ts';
import type { Planner } from '../planning/planner.ts';
import type { RequestContext } from '../request/context.ts';
import type { People } from '../supergraph/reading/people.ts';
import type { Compilation } from './caller.ts';
import { compilePlan } from './compilePlan.ts';
import { createExtraFieldFinder, type FindExtraField } from './extraFields.ts';
import { withService } from './invalidValue.ts';
import { printedData } from './printedData.ts';
import { createAnswerPrinter } from './projection/answerPrinter.ts';
import type { CompiledNode, Run } from './run.ts';
import { createSharedObjects } from './sharedObjects.ts';
import { compileLoggedOperation } from './subjects/loggedOperation.ts';

type Variables = Readonly<Record<string, unknown>>;

/** An operation that is planned and compiled, and may be executed any number of times. */
export type PreparedOperation = (
  variables: Variables,
  context: RequestContext,
  literals: Literals,
) => Promise<GatewayExecutionResult>;

export interface Preparing extends Omit<Compilation, 'clientKeys' | 'findExtraField'> {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  /** Whom personal fields are about; null where nobody wants to know, because no access log is kept. */
  readonly people: People | null;
}

/** Plans and compiles the operation of that name, or the only one, of a valid document. Rejects when there is no plan for it. */
export async function prepareOperation(
  { document, literals: lifted }: LiftedOperation,
  operationName: string | undefined,
  { schema, planner, types, sourceOf, people }: Preparing,
): Promise<PreparedOperation> {
  const named = withOwnNames(document, schema, planner.names);
  const clientKeys = new Map([...planner.realNames, ...named.keys]);
  const read = readOperation(named.document, operationName);
  const logged = compileLoggedOperation(named.document, operationName, { schema, people, fields: planner.names.all });
  const findExtraField = createExtraFieldFinder(logged.planned, schema);
  const compile = async (part: DocumentNode | null): Promise<Compiled> => {
    const plan = part && (await planner.plan(part));
    return { plan, step: compilePlan(plan, { types, sourceOf, clientKeys, findExtraField }) };
  };
  const planFor = read.operation.operation === 'mutation' ? createMutationPlans(logged.planned, schema, compile) : null;
  const runPlan = planFor ? null : await compile(plannedPart(logged.planned, schema, {}));
  const print = createAnswerPrinter(read, named.keys, schema);
  const asked = withoutLiterals(read.operation, lifted);
  const readVariables = createVariables(schema, asked, named.variables);
  return async (given, context, literals) => {
    const { explanation } = context;
    if (explanation) explanation.plan = runPlan?.plan ?? null;
    const own = withNames(given, named.variables);
    const variables = readVariables(own);
    if (variables.errors) return { errors: variables.errors };
    const run: Run = {
      data: {},
      sharedObjects: createSharedObjects(),
      errors: [],
      propagatedErrors: new Set(),
      errorPaths: new Map(),
      causes: new Map(),
      hasUnlocatedError: false,
      reportedPaths: new Set(),
      clientKeys,
      variables: variables.values,
      variableText(name) {
        return literals.get(name) ?? variables.text(name);
      },
      context,
    };
    const way = runPlan ?? (await planFor?.(run.variables));
    if (explanation) explanation.plan = way?.plan ?? null;
    const executed = explanation?.step('execute');
    const pending = way?.step(run);
    if (pending) await pending;
    executed?.();
    if (run.errorPaths.size > 0) dropExtraFieldErrors(run, findExtraField);
    const withheld = logged.note(run);
    if (withheld) return { errors: [withheld] };
    const printed = explanation?.step('print');
    const body = print(run);
    printed?.();
    if (body) context.printed = body;
    const data = body && printedData(body);
    if (run.errors.length === 0) return { data };
    return { data, errors: run.errors.map((error) => withService(error, { read, clientKeys: named.keys, schema, types })) };
  };
}

/** Errors of fields that are not selected: what the answer lacks because of them is told where it is printed. */
function dropExtraFieldErrors(run: Run, findExtraField: FindExtraField): void {
  const told = run.errors.filter((error) => {
    const place = run.errorPaths.get(error);
    return !place || findExtraField(place, run.data, run.variables) < 0;
  });
  run.errors.splice(0, run.errors.length, ...told);
}

interface Compiled {
  readonly plan: PlanNode | null;
  readonly step: CompiledNode;
}

/** The operation with the variables that its client knows of. */
const withoutLiterals = (operation: OperationDefinitionNode, literals: Literals): OperationDefinitionNode => ({
  ...operation,
  variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => !literals.has(variable.name.value)),
});

/** One mutation is planned in as many ways as the values of its conditions allow; only those in use are kept. */
const MAX_WAYS = 16;

/** Mutations are made in the order in which their fields first appear, which conditions may change: each way has its own plan. */
function createMutationPlans(
  read: ReadOperation,
  schema: GraphQLSchema,
  compile: (planned: DocumentNode | null) => Promise<Compiled>,
): (variables: Variables) => Promise<Compiled> {
  const names = conditionVariables(read);
  const ways = new LRUCache<string, Promise<Compiled>>({ max: MAX_WAYS });
  return (variables) => {
    const conditions = Object.fromEntries(names.map((name) => [name, variables[name] === true]));
    const key = JSON.stringify(conditions);
    const step = ways.get(key) ?? compile(plannedPart(read, schema, conditions));
    ways.set(key, step);
    step.catch(() => ways.delete(key));
    return step;
  };
}
