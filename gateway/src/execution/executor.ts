import { ApolloGateway } from '@apollo/gateway';
import type { GatewayExecutionResult, GatewayExecutor } from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema } from 'graphql';
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

/** The seam to planning and execution: everything else of the gateway knows only {@link Executor}. */
export const createExecutorBuilder =
  (sourceOf: (name: string, url: string) => SubgraphSource, log: Logger): BuildExecutor =>
  async (supergraphSdl) => {
    const gateway = new ApolloGateway({
      supergraphSdl,
      buildService: ({ name, url }) => sourceOf(name, url ?? ''),
      logger: { debug: () => {}, info: () => {}, warn: (text) => log.warn(text), error: (text) => log.error(text) },
      __exposeQueryPlanExperimental: false,
    });
    const { schema, executor } = await gateway.load();
    guardScalars(schema);
    return { schema, execute: async (request) => withCompletionErrors(await executor(request)) };
  };

/** A null where the schema forbids it nulls its parent: the specification wants an error for that, the library a note. */
function withCompletionErrors({ extensions, ...result }: GatewayExecutionResult): GatewayExecutionResult {
  const { valueCompletion, ...rest } = extensions ?? {};
  const others = Object.keys(rest).length > 0 ? { extensions: rest } : {};
  if (!Array.isArray(valueCompletion)) return { ...result, ...others };
  const faults = valueCompletion.filter((fault): fault is GraphQLError => fault instanceof GraphQLError);
  return { ...result, errors: [...(result.errors ?? []), ...faults], ...others };
}
