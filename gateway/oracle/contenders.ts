import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import { ANONYMOUS } from '@union-graph/identity';
import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import { pino } from 'pino';
import type { Data } from '../src/calls/data.ts';
import { errorsOfFailedCall } from '../src/calls/errorsOfFailedCall.ts';
import type { SubgraphAnswer } from '../src/calls/subgraphAnswer.ts';
import type { SubgraphClient } from '../src/calls/subgraphClient.ts';
import { createExecutorBuilder, type Executor, type RequestedOperation } from '../src/execution/executor.ts';
import { fromByteString, toByteString } from '../src/operation/byteString.ts';
import type { CreatePlanner } from '../src/planning/planner.ts';
import { type ExecutionContext, executionContext } from '../src/request/context.ts';
import { createDeadline } from '../src/request/deadline.ts';
import { createPlanningQueue, OPEN_PLANNING } from '../src/request/planningQueue.ts';
import { readSupergraph } from '../src/supergraph/reading/supergraph.ts';
import type { Answer, Measure } from './compare.ts';
import type { Operation } from './drawOperation.ts';
import type { Frailty } from './frail.ts';
import { codeOf, type createSubgraph, type Session } from './serve.ts';

export type Subgraphs = ReadonlyMap<string, ReturnType<typeof createSubgraph>>;

/** An implementation that executes operations over a supergraph. */
export interface Contender {
  readonly schema: GraphQLSchema;
  /** Whether the fields of its answers have the order that the specification requires. */
  readonly ordered: boolean;
  /** Known faults of the library. They are counted, but do not fail the oracle. */
  readonly known: readonly RegExp[];
  /** Whether only lost fields without an error are faults: for subgraphs with malformed responses or failing extra fields. */
  readonly measure: Measure;
  answer(operation: Operation, document: DocumentNode): Promise<Answer & { readonly calls: Session['calls'] }>;
}

export type BuildContender = (supergraphSdl: string, subgraphs: Subgraphs) => Promise<Contender>;

export const silent = pino({ level: 'silent' });

interface SessionContext extends ExecutionContext {
  readonly session: Session;
}

/** Calls a subgraph for the data sources of the library and for our own. */
export const callSubgraph = async (
  subgraphs: Subgraphs,
  name: string,
  query = '',
  variables: Record<string, unknown> = {},
  context: unknown = {},
) => {
  const subgraph = subgraphs.get(name);
  if (!subgraph) throw new Error(`There is no subgraph "${name}".`);
  const { data, errors } = await subgraph(query, variables, (context as SessionContext).session);
  return { data: data ?? null, ...(errors && { errors: errors as never }) };
};

/** Faults with circular `@requires` from a root field, and with interface objects without selected fields. */
const KNOWN_OF_APOLLO = [/was fetched from a subgraph in which it is external and not provided/, /We should have an edge from/];

/** `@apollo/gateway`. It shows whether a difference is a fault of ours. */
export const buildReference: BuildContender = async (supergraphSdl, subgraphs) => {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => ({
      process: async ({ request, context }) =>
        callSubgraph(subgraphs, name.toLowerCase(), request.query, request.variables, context) as never,
    }),
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  const { schema, executor } = await gateway.load();
  return contender(
    schema,
    async (asked, context) => {
      const { extensions, ...result } = await executor(requestOf(schema, asked, context));
      const notes: unknown = extensions?.valueCompletion;
      return { ...result, errors: [...(result.errors ?? []), ...(Array.isArray(notes) ? notes : [])] };
    },
    false,
    KNOWN_OF_APOLLO,
  );
};

/** The oracle runs operations one after the other, so the planning queue needs no limits. */
export const unlimitedPlanning = () => createPlanningQueue(OPEN_PLANNING);

/** The gateway's own execution, with its planner or another one. */
export const buildOurs =
  (plannerOf?: CreatePlanner, frailtyOf?: (operation: Operation) => Frailty): BuildContender =>
  async (supergraphSdl, subgraphs) => {
    const sourceOf = (name: string): SubgraphClient => ({
      call: async ({ body }, context) => {
        const { query, variables } = JSON.parse(fromByteString(body)) as { query: string; variables?: Record<string, unknown> };
        const { data, errors } = (await callSubgraph(subgraphs, name.toLowerCase(), query, variables, context)) as SubgraphAnswer;
        return { data: JSON.parse(toByteString(JSON.stringify(data))) as Data, ...(errors && { errors }) };
      },
      reportFailure: (fault, lost) => {
        if (!frailtyOf) throw fault;
        return errorsOfFailedCall(name, fault, lost);
      },
    });
    const { schema, run } = await createExecutorBuilder({
      clientFor: sourceOf,
      ...(plannerOf && { plannerOf }),
      planning: unlimitedPlanning(),
      foreign: true,
      isLogged: false,
      log: silent,
    })(readSupergraph(supergraphSdl));
    return { ...contender(schema, run, true, [], frailtyOf), ...(frailtyOf && { measure: 'frail' as const }) };
  };

export function contender(
  schema: GraphQLSchema,
  run: Executor['run'],
  ordered: boolean,
  known: readonly RegExp[],
  frailtyOf?: (operation: Operation) => Frailty,
): Contender {
  return {
    schema,
    ordered,
    known,
    measure: 'equal',
    answer: async (operation, document) => {
      const { text, variables } = operation;
      const session: Session = { mutations: 0, calls: [], ...(frailtyOf && { frailty: frailtyOf(operation) }) };
      const context: SessionContext = {
        ...executionContext({
          viewer: ANONYMOUS,
          requestId: 'oracle',
          testNow: undefined,
          deadline: createDeadline(60_000),
          masks: null,
          log: silent,
        }),
        session,
      };
      const result = await run({ document, text, operation: operationOf(document), variables }, context);
      const errors = result.errors ?? [];
      return {
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: errors.map((error) => {
          const code = codeOf(error);
          const { path } = error as { path?: readonly (string | number)[] };
          return { path: path ?? null, code, message: error.message };
        }),
        calls: session.calls,
      };
    },
  };
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('The document has no operation.');
  return operation;
}

/** The request in the form that the executor of the library takes. */
function requestOf(
  schema: GraphQLSchema,
  { document, text, operation, variables }: RequestedOperation,
  context: ExecutionContext,
): Parameters<GatewayExecutor>[0] {
  const operationName = operation.name?.value ?? null;
  return {
    request: { query: text, variables, ...(operationName !== null && { operationName }) },
    schema,
    document,
    operation,
    operationName,
    source: text,
    queryHash: text,
    context,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    metrics: {},
    overallCachePolicy: { restrict: () => {} },
    cache: undefined,
    schemaHash: undefined,
  } as unknown as Parameters<GatewayExecutor>[0];
}
