import { scalars } from '@union-graph/schema';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { SubgraphClient } from '../calls/subgraphClient.ts';
import type { LiftedOperation } from '../operation/literals.ts';
import type { PlanMetrics } from '../planning/metrics.ts';
import { type CreatePlanner, createPlanner, type Planner } from '../planning/planner.ts';
import { compileContextRefusal } from '../planning/refuseContexts.ts';
import type { ExecutionContext } from '../request/context.ts';
import { createEventLoopYield, type EventLoopYield } from '../request/eventLoopYield.ts';
import { createPlanningQueue, type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import { readDataSubjectPaths } from '../supergraph/reading/dataSubjectPaths.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { readClientSchema } from './clientSchema.ts';
import { createOperationStore, type OperationInUse, type OperationStore } from './operationStore.ts';
import { type Executed, type Preparation, type PreparedOperation, prepareOperation } from './prepareOperation.ts';
import { createTypeLookup } from './typeLookup.ts';
import { WARM_LIMITS, warmOperations } from './warm.ts';

/** An operation that a client requests. */
export interface RequestedOperation {
  /** A document that is valid in the executor's schema, and the text that it was parsed from. */
  readonly document: DocumentNode;
  readonly text: string;
  /** The operation of the document to execute. */
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Executes operations on one supergraph. */
export interface Executor {
  readonly schema: GraphQLSchema;
  /** Executes an operation of a valid document. Rejects when it cannot be planned. */
  run(operation: RequestedOperation, context: ExecutionContext): Promise<Executed>;
  /** The operations that were requested, the most used first. */
  inUse(): readonly OperationInUse[];
}

/** Builds an executor for a supergraph and prepares the operations in use. */
export type BuildExecutor = (supergraph: Supergraph, inUse?: readonly OperationInUse[]) => Promise<Executor>;

export interface ExecutorOptions {
  readonly clientFor: (name: string, url: string) => SubgraphClient;
  /** Creates the planner; our own by default. The oracle compares it with others. */
  readonly plannerOf?: CreatePlanner;
  /**
   * Whether the supergraph was not composed by this gateway. A foreign supergraph is validated, and its scalars are not taken for ours
   * of the same name. Our own supergraph needs no validation and loads faster without.
   */
  readonly foreign: boolean;
  /** Whether an access log is kept. Then operations with personal fields also fetch their data subjects. */
  readonly isLogged: boolean;
  /** Yields the event loop between steps of compiling. */
  readonly eventLoopYield?: EventLoopYield;
  /** Limits how many operations are planned at once. */
  readonly planning?: PlanningQueue;
  readonly metrics?: PlanMetrics;
  readonly log: Logger;
}

const NO_SCALARS: ReadonlySet<string> = new Set();
const HOUSE_SCALARS: ReadonlySet<string> = new Set(Object.keys(scalars));

const NO_METRICS: PlanMetrics = { operationFound: () => undefined, planned: () => undefined };

/** Creates the builder of our own executor. Other parts of the gateway depend only on the interface {@link Executor}. */
export const createExecutorBuilder = (options: ExecutorOptions): BuildExecutor => {
  const { planning = createPlanningQueue(), eventLoopYield = createEventLoopYield(), metrics = NO_METRICS, log } = options;
  return async (supergraph, inUse = []) => {
    const prepare = await createPreparation(supergraph, { ...options, planning, eventLoopYield, metrics });
    const { schema } = prepare;
    const operations = createOperationStore({ ...prepare, observe: metrics.operationFound });
    const warmed = await warmOperations({
      schema,
      operations: inUse,
      prepare: ({ source, operationName, uses }, document) => operations.get(source, document, operationName, { uses }),
      yieldEventLoop: eventLoopYield.next,
    });
    if (inUse.length > 0) log.info({ operations: inUse.length, warmed }, 'operations in use are prepared for a new supergraph');
    return { schema, inUse: () => operations.inUse(WARM_LIMITS.operations), run: createRunner(operations, planning) };
  };
};

type PreparationOptions = ExecutorOptions & Required<Pick<ExecutorOptions, 'planning' | 'eventLoopYield' | 'metrics'>>;

/** Reads what is needed to prepare operations of a supergraph. */
async function createPreparation(supergraph: Supergraph, options: PreparationOptions) {
  const { clientFor, plannerOf = createPlanner, foreign, isLogged, eventLoopYield, planning, metrics } = options;
  // Reading a large supergraph takes long. Each step runs in an event loop iteration of its own, so that requests are answered in between.
  const inTurn = <T>(read: () => T): Promise<T> => eventLoopYield.next().then(read);
  const schema = await readClientSchema(supergraph, foreign, inTurn);
  const types = await inTurn(() => createTypeLookup(supergraph, foreign ? NO_SCALARS : HOUSE_SCALARS));
  const subjectPaths = await inTurn(() => (isLogged ? readDataSubjectPaths(schema, supergraph) : null));
  const planner = yieldBetweenSteps(await inTurn(() => plannerOf(supergraph)), eventLoopYield, metrics);
  const refuseContexts = await inTurn(() => compileContextRefusal(supergraph, schema));
  const clients = new Map(supergraph.addresses.map(({ name, url }) => [name, clientFor(name, url)]));
  const preparation: Preparation = {
    schema,
    planner,
    types,
    clientFor: (name) => getClient(clients, name),
    subjectPaths,
    admit: ({ viewer, address }) => planning.enter(requesterOf(viewer, address)),
  };
  return {
    schema,
    prepare: async (operation: LiftedOperation, name: string | undefined): Promise<PreparedOperation> => {
      refuseContexts(operation.document);
      return prepareOperation(operation, name, preparation);
    },
  };
}

/** Finds or prepares an operation, and executes it. */
const createRunner =
  (operations: OperationStore, planning: PlanningQueue): Executor['run'] =>
  async ({ document, text, operation, variables }, context) => {
    const { explanation, permit } = context;
    const endPlanStep = explanation?.step('plan');
    const planSpan = context.span?.child('plan', 'internal');
    const found = operations.get(text, document, operation.name?.value, {
      permit,
      admit: () => planning.enter(requesterOf(context.viewer, context.address)),
    });
    const { run, literals, known } = found instanceof Promise ? await found : found;
    endPlanStep?.();
    planSpan?.end();
    permit?.release();
    if (explanation) explanation.known = known;
    return run(variables, context, literals);
  };

function getClient(clients: ReadonlyMap<string, SubgraphClient>, name: string): SubgraphClient {
  const client = clients.get(name);
  if (!client) throw new Error(`The plan calls a subgraph that the supergraph does not name: "${name}".`);
  return client;
}

/** Yields the event loop before an operation is planned, and before its plan is compiled. */
const yieldBetweenSteps = (planner: Planner, eventLoopYield: EventLoopYield, metrics: PlanMetrics): Planner => ({
  ...planner,
  plan: async (document) => {
    await eventLoopYield.next();
    const start = performance.now();
    const node = await planner.plan(document);
    metrics.planned(start);
    await eventLoopYield.next();
    return node;
  },
});
