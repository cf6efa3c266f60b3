import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { toByteString } from '../operation/byteString.ts';
import type { LiftedOperation, Literals } from '../operation/literals.ts';
import { conditionVariables, operationWithFragments, plannedPart } from '../operation/operation.ts';
import { renameCollidingNames } from '../operation/renameCollidingNames.ts';
import { compileVariables, type VariableValues, withGatewayNames } from '../operation/variables.ts';
import type { PlanNode } from '../planning/plan.ts';
import type { Planner } from '../planning/planner.ts';
import type { ExecutionContext } from '../request/context.ts';
import type { Permit } from '../request/planningQueue.ts';
import type { DataSubjectPaths } from '../supergraph/reading/dataSubjectPaths.ts';
import { AnsweredCalls } from './absentFields.ts';
import type { CompileDependencies } from './caller.ts';
import { compilePlan } from './compilePlan.ts';
import { ExcessErrors } from './excessErrors.ts';
import { createExtraFieldFinder, type FindExtraField } from './extraFields.ts';
import { errorsForClient } from './invalidValue.ts';
import { type PrintedData, printedData } from './printedData.ts';
import { createAnswerPrinter } from './projection/answerPrinter.ts';
import type { CompiledNode, Run } from './run.ts';
import { createSharedObjects } from './sharedObjects.ts';
import { compileLoggedOperation } from './subjects/loggedOperation.ts';

/** The answer to an operation, before its errors are formatted. `data` is absent when nothing was executed. */
export interface Executed {
  readonly data?: PrintedData | null;
  readonly errors?: readonly GraphQLError[];
}

/** A planned and compiled operation, which may be executed any number of times. */
export type PreparedOperation = (variables: VariableValues, context: ExecutionContext, literals: Literals) => Promise<Executed>;

export interface Preparation extends Omit<CompileDependencies, 'clientKeys' | 'findExtraField'> {
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  /** How the data subjects of personal fields are found; null when no access log is kept. */
  readonly subjectPaths: DataSubjectPaths | null;
  /** Gets a permit for planning an operation with a new combination of condition values. */
  readonly admit: (context: ExecutionContext) => Promise<Permit>;
}

/** Plans and compiles the named operation, or the only one, of a valid document. Rejects when it cannot be planned. */
export async function prepareOperation(
  { document, literals: lifted }: LiftedOperation,
  operationName: string | undefined,
  { schema, planner, types, clientFor, subjectPaths, admit }: Preparation,
): Promise<PreparedOperation> {
  const named = renameCollidingNames(document, schema, planner.fieldNames);
  const clientKeys = new Map([...planner.requirementAliases, ...named.keys]);
  const selected = operationWithFragments(named.document, operationName);
  const logged = compileLoggedOperation(named.document, operationName, { schema, subjectPaths, fields: planner.fieldNames.all });
  const findExtraField = createExtraFieldFinder(logged.planned, schema);
  const compile = async (part: DocumentNode | null): Promise<CompiledPlan> => {
    const plan = part && (await planner.plan(part));
    return { plan, step: compilePlan(plan, { types, clientFor, clientKeys, findExtraField }) };
  };
  const conditions = conditionVariables(logged.planned);
  const planFor = (values: VariableValues): Promise<CompiledPlan> => compile(plannedPart(logged.planned, schema, values));
  const onlyPlan = conditions.length === 0 ? await planFor({}) : null;
  const plans = createPlansByConditions(conditions, planFor, admit);
  const print = createAnswerPrinter(selected, named.keys, schema);
  const own = { ...selected, operation: withoutLiterals(selected.operation, lifted) };
  const coerceVariables = compileVariables(schema, own, named.variables);
  return async (given, context, literals) => {
    const { explanation } = context;
    const variables = coerceVariables(withGatewayNames(given, named.variables), context.mayLoseDigits);
    if (variables.errors) return { errors: variables.errors };
    const run = createRun({ clientKeys, isMutation: selected.operation.operation === 'mutation' }, variables, literals, context);
    const { plan, step } = onlyPlan ?? (await plans(run.variables, context));
    if (explanation) explanation.plan = plan;
    const executed = explanation?.step('execute');
    const pending = step(run);
    if (pending) await pending;
    executed?.();
    if (run.errorPaths.size > 0) dropExtraFieldErrors(run, findExtraField);
    const withheld = logged.collectSubjects(run);
    if (withheld) return { errors: [withheld] };
    const printed = explanation?.step('print');
    const body = print(run);
    printed?.();
    const data = body && printedData(body);
    addExcessErrors(run);
    if (run.errors.length === 0) return { data };
    return { data, errors: errorsForClient(run.errors, { ...selected, clientKeys: named.keys, schema, types }, context) };
  };
}

function addExcessErrors({ excessErrors, errors }: Run): void {
  const error = excessErrors.toError();
  if (error) errors.push(error);
}

function createRun(
  { clientKeys, isMutation }: Pick<Run, 'clientKeys' | 'isMutation'>,
  variables: Exclude<ReturnType<ReturnType<typeof compileVariables>>, { readonly errors: unknown }>,
  literals: Literals,
  context: ExecutionContext,
): Run {
  return {
    data: {},
    isMutation,
    sharedObjects: createSharedObjects(),
    errors: [],
    excessErrors: new ExcessErrors(),
    propagatedErrors: new Set(),
    errorPaths: new Map(),
    causes: new Map(),
    answered: new AnsweredCalls(),
    hasUnlocatedError: false,
    reportedPaths: new Set(),
    clientKeys,
    variables: variables.values,
    variableText(name) {
      const text = literals.get(name) ?? variables.text(name);
      return text === undefined ? undefined : toByteString(text);
    },
    context,
  };
}

/** Removes the errors of extra fields. The selected fields that are lost because of them get an error when the answer is printed. */
function dropExtraFieldErrors(run: Run, findExtraField: FindExtraField): void {
  const ofSelectedFields = run.errors.filter((error) => {
    const path = run.errorPaths.get(error);
    return !path || findExtraField(path, run.data, run.variables) < 0;
  });
  run.errors.splice(0, run.errors.length, ...ofSelectedFields);
}

interface CompiledPlan {
  readonly plan: PlanNode | null;
  readonly step: CompiledNode;
}

/** The operation with the client's own variables only. */
const withoutLiterals = (operation: OperationDefinitionNode, literals: Literals): OperationDefinitionNode => ({
  ...operation,
  variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => !literals.has(variable.name.value)),
});

/** The maximum number of cached plans of one operation: one for each combination of condition values. */
const MAX_PLANS = 16;

/**
 * Plans an operation for each combination of condition values (`@skip`, `@include`) at the first request that has it. Excluded fields are
 * therefore not fetched, and the root fields of a mutation are executed in the order that these values give.
 */
function createPlansByConditions(
  conditions: readonly string[],
  planFor: (values: VariableValues) => Promise<CompiledPlan>,
  admit: Preparation['admit'],
): (variables: VariableValues, context: ExecutionContext) => Promise<CompiledPlan> {
  const plans = new LRUCache<string, Promise<CompiledPlan>>({ max: MAX_PLANS });
  const planInTurn = async (values: VariableValues, context: ExecutionContext): Promise<CompiledPlan> => {
    const planned = context.explanation?.step('plan');
    const permit = await admit(context);
    try {
      return await planFor(values);
    } finally {
      permit.release();
      planned?.();
    }
  };
  return (variables, context) => {
    const values = Object.fromEntries(conditions.map((name) => [name, variables[name] === true]));
    const key = JSON.stringify(values);
    const known = plans.get(key);
    if (known) return known;
    const plan = planInTurn(values, context);
    plans.set(key, plan);
    plan.catch(() => plans.delete(key));
    return plan;
  };
}
