import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutionResult, GatewayExecutor } from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema, Kind, parse, print, visit } from 'graphql';
import type { Logger } from 'pino';
import { guardScalars } from '../operations/scalars.ts';
import type { SubgraphSource } from './source.ts';

// The library reports its use to its maker unless told otherwise before it is constructed.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

/** What runs operations over one supergraph: the schema that clients see, and the way from an operation to its answer. */
export interface Executor {
  readonly schema: GraphQLSchema;
  readonly execute: GatewayExecutor;
}

export type BuildExecutor = (supergraphSdl: string) => Promise<Executor>;

interface ExecutorOptions {
  readonly sourceOf: (name: string, url: string) => SubgraphSource;
  /**
   * Whether the supergraph comes from elsewhere. Then it is looked at closely, and its scalars are its own: a `Date` there need
   * not be a `Date` here. One that is composed here is right, and loads faster unchecked.
   */
  readonly foreign: boolean;
  readonly log: Logger;
}

/** The seam to planning and execution: everything else of the gateway knows only {@link Executor}. */
export const createExecutorBuilder =
  ({ sourceOf, foreign, log }: ExecutorOptions): BuildExecutor =>
  async (supergraphSdl) => {
    const gateway = new ApolloGateway({
      supergraphSdl: withoutSecurityPurpose(supergraphSdl),
      validateSupergraph: foreign,
      buildService: ({ name, url }) => sourceOf(name, url ?? ''),
      logger: { debug: () => {}, info: () => {}, warn: (text) => log.warn(text), error: (text) => log.error(text) },
      __exposeQueryPlanExperimental: false,
    });
    const { schema, executor } = await gateway.load();
    if (!foreign) guardScalars(schema);
    return { schema, execute: async (request) => withCompletionErrors(await executor(request)) };
  };

/**
 * The library refuses a graph that names a security feature it does not enforce itself. The features are enforced before it
 * is asked (src/access), so their purpose is taken out of what it gets to see.
 */
const withoutSecurityPurpose = (supergraphSdl: string): string =>
  print(
    visit(parse(supergraphSdl, { noLocation: true }), {
      Argument: ({ name, value }) =>
        name.value === 'for' && value.kind === Kind.ENUM && value.value === 'SECURITY' ? null : undefined,
    }),
  );

/**
 * A null where the schema forbids it nulls its parent. The specification wants an error for that, the library leaves a note in
 * `extensions`. A subgraph that runs into such a null tells it itself; what is left is an entity that one subgraph names and
 * its owner does not give: it is gone, or it is not for this viewer.
 */
function withCompletionErrors({ extensions, ...result }: GatewayExecutionResult): GatewayExecutionResult {
  const { valueCompletion, ...rest } = extensions ?? {};
  const others = Object.keys(rest).length > 0 ? { extensions: rest } : {};
  if (!Array.isArray(valueCompletion)) return { ...result, ...others };
  const faults = valueCompletion.filter((fault): fault is GraphQLError => fault instanceof GraphQLError).map(completionError);
  return { ...result, errors: [...(result.errors ?? []), ...faults], ...others };
}

const completionError = (fault: GraphQLError): GraphQLError =>
  fault.message.startsWith('Cannot return null')
    ? new GraphQLError('What this field belongs to does not exist, or you may not see it.', {
        path: fault.path,
        extensions: { code: 'NOT_FOUND' },
      })
    : fault;
