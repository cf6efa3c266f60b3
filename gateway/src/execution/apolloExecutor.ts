import { createHash } from 'node:crypto';
import { readsAsPartner } from '@union-graph/identity';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  print,
  type SchemaDefinitionNode,
  visit,
} from 'graphql';
import type { Logger } from 'pino';
import { textsOf } from '../calls/data.ts';
import type { SubgraphClient } from '../calls/subgraphClient.ts';
import { toByteString } from '../operation/byteString.ts';
import { writeExactly } from '../operation/exactJson.ts';
import { fieldNames } from '../planning/planner.ts';
import type { ExecutionContext } from '../request/context.ts';
import { createEventLoopYield } from '../request/eventLoopYield.ts';
import { readDataSubjectPaths } from '../supergraph/reading/dataSubjectPaths.ts';
import type { Supergraph } from '../supergraph/reading/supergraph.ts';
import { readClientSchema } from './clientSchema.ts';
import type { BuildExecutor, Executor, ExecutorOptions } from './executor.ts';
import { selectDataSubjects } from './subjects/selectDataSubjects.ts';

/**
 * Executes operations with the planner and executor of `@apollo/gateway`, after the same checks and with the same calls to subgraphs. It is a
 * fallback for faults of our own execution, and a reference for comparisons. It applies no masks and does not find data subjects: requests of
 * partners, and requests that the access log must record, are refused with `DEPENDENCY_UNAVAILABLE`.
 */
export const createApolloExecutorBuilder =
  ({ clientFor, foreign, isLogged, eventLoopYield = createEventLoopYield(), log }: ExecutorOptions): BuildExecutor =>
  async (supergraph) => {
    const inTurn = <T>(read: () => T): Promise<T> => eventLoopYield.next().then(read);
    const schema = await readClientSchema(supergraph, foreign, inTurn);
    const subjectPaths = await inTurn(() => (isLogged ? readDataSubjectPaths(schema, supergraph) : null));
    const { all: fields } = fieldNames(supergraph);
    const mustBeLogged = (document: DocumentNode): boolean =>
      subjectPaths !== null && selectDataSubjects(document, { schema, subjectPaths, fields }) !== null;
    const clients = new Map(supergraph.addresses.map(({ name, url }) => [name, clientFor(name, url)]));
    const execute = await loadApolloGateway(supergraph, schema, clients, log);
    return {
      schema,
      inUse: () => [],
      run: async (operation, context) => {
        if (readsAsPartner(context.viewer) || context.masks) throw refusal('applies masks');
        if (mustBeLogged(operation.document)) throw refusal('finds data subjects');
        context.permit?.release();
        return execute(operation, context);
      },
    };
  };

/** Loads `@apollo/gateway` with a supergraph. Returns the function that executes an operation. */
async function loadApolloGateway(
  supergraph: Supergraph,
  schema: GraphQLSchema,
  clients: ReadonlyMap<string, SubgraphClient>,
  log: Logger,
): Promise<Executor['run']> {
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (text: unknown) => log.warn(text),
    error: (text: unknown) => log.error(text),
  };
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
  const { ApolloGateway } = await import('@apollo/gateway');
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurityPurpose(supergraph.document),
    buildService: ({ name }) => ({
      process: ({ request: { query = '', variables }, context }) =>
        callSubgraph(clients.get(name ?? ''), query, variables, context as ExecutionContext) as never,
    }),
    logger,
  });
  const { executor } = await gateway.load();
  return async ({ document, text, operation, variables }, context) => {
    const request = {
      request: { query: text, variables },
      schema,
      document,
      operation,
      operationName: operation.name?.value ?? null,
      queryHash: createHash('sha256').update(text).digest('hex'),
      context,
      logger,
      source: text,
      metrics: {},
    };
    const { data, errors } = await executor(request as unknown as Parameters<typeof executor>[0]);
    return { ...(data !== undefined && { data }), ...(errors && { errors }) };
  };
}

/**
 * The supergraph without the purpose `SECURITY` of its access directives. The gateway enforces them before execution, and Apollo's gateway
 * does not start with a directive that it cannot enforce itself.
 */
const withoutSecurityPurpose = (document: DocumentNode): string =>
  print(
    visit(document, {
      SchemaDefinition: (schema): SchemaDefinitionNode => ({
        ...schema,
        directives: schema.directives?.map((directive) => ({
          ...directive,
          arguments: directive.arguments?.filter(({ value }) => value.kind !== Kind.ENUM || value.value !== 'SECURITY'),
        })),
      }),
    }),
  );

const refusal = (what: string): GraphQLError =>
  new GraphQLError(
    `The gateway runs with ENGINE=apollo now. Only its own execution ${what}, which this request needs. Ask again later.`,
    {
      extensions: { code: 'DEPENDENCY_UNAVAILABLE', http: { status: 503 } },
    },
  );

async function callSubgraph(
  client: SubgraphClient | undefined,
  query: string,
  variables: Record<string, unknown> | undefined,
  context: ExecutionContext,
) {
  if (!client) throw new Error('The plan calls a subgraph that the supergraph does not name.');
  const isRead = !query.trimStart().startsWith(OperationTypeNode.MUTATION);
  const { data, errors } = await client.call(
    {
      body: toByteString(writeExactly({ query, variables }) as string),
      isRead,
      isExact: false,
      failedRequest: () => ({ query, ...(variables && { variables }) }),
    },
    context,
  );
  // An answer may be shared with another request, and Apollo's execution writes into it.
  return { data: textsOf(data), ...(errors && { errors }) };
}
