import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { loadSubgraphSdl, scalars } from '@union-graph/schema';
import {
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  parse,
} from 'graphql';
import type { ResolverMap, SubgraphDefinition } from '../define.ts';
import { mutate } from '../mutate.ts';
import { refuseErasedViewer } from '../people/erasedRecords.ts';
import { aboutSurvivors } from '../people/memberMerges.ts';
import type { Transactions, Tx } from '../transaction.ts';
import { checkArguments } from './arguments.ts';
import type { Context, MutationInput, ReadContext } from './context.ts';
import type { Cursors } from './cursors.ts';
import { type Masking, maskError } from './errors.ts';
import { makeLoaders } from './loaders.ts';
import { makePager } from './pages.ts';

/** The context of one request, as it comes to the server: each mutation resolver is given `mutate` in its own name. */
export interface RequestContext extends Context {
  readonly mutateAs: <Payload extends object>(
    mutation: string,
    ...args: [input: MutationInput, action: (tx: Tx) => Promise<Payload>]
  ) => Promise<Payload>;
}

/** The GraphQL server of a subgraph, without its HTTP side. */
export function makeGraph(definition: SubgraphDefinition, watch: Omit<Masking, 'leadsToObject'>): ApolloServer<RequestContext> {
  const schema = schemaOf(definition);
  const leadsToObject: Masking['leadsToObject'] = (typeName, fieldName) => {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field !== undefined && isCompositeType(getNamedType(field.type));
  };
  const masking = { ...watch, leadsToObject };
  return new ApolloServer<RequestContext>({
    schema,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    formatError: (formatted: GraphQLFormattedError, error: unknown) => maskError(formatted, error, masking),
    // Cache hints are of no use here, and collecting them is a call for every field of an answer.
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginCacheControlDisabled()],
  });
}

const schemas = new WeakMap<SubgraphDefinition, GraphQLSchema>();

/** The executable schema of a subgraph. It is built once in a process: that takes a tenth of a second, and tests open a subgraph many times. */
function schemaOf(definition: SubgraphDefinition): GraphQLSchema {
  const built = schemas.get(definition);
  if (built) return built;
  const { Mutation = {}, ...others } = definition.resolvers;
  const resolvers = { ...scalars, ...others, Mutation: withMutate(Mutation) };
  const typeDefs = parse(loadSubgraphSdl(definition.dir));
  const schema = checkArguments(buildSubgraphSchema({ typeDefs, resolvers: known(resolvers) as ResolverMap }));
  schemas.set(definition, schema);
  return schema;
}

/** The context of one request. Its own `mutate` is refused: mutation resolvers are given another. */
export function makeContext(
  definition: SubgraphDefinition,
  read: ReadContext,
  { cursors, refresh, transactions }: { cursors: Cursors; refresh: () => Promise<void>; transactions: Transactions },
): RequestContext {
  const { loaders, forget: forgetRows } = makeLoaders(definition.batches, read);
  const { page, forget: forgetPages } = makePager(read, cursors);
  const forget = () => {
    forgetRows();
    forgetPages();
  };
  const { viewer, now, requestId: causationId } = read;
  return {
    ...read,
    loaders,
    page,
    refresh,
    forget,
    mutate: () => Promise.reject(new Error('Only a mutation may change data.')),
    mutateAs: (mutation, input, action) =>
      mutate(transactions, { viewer, now, causationId }, mutation, input, async (tx) => {
        await refuseErasedViewer(tx, mutation, definition.openToErased ?? []);
        if (viewer.personId !== null) await definition.refuseDead?.(tx, [viewer.personId]);
        return action(tx);
      }).finally(forget),
  };
}

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

function withMutate(resolvers: Record<string, Resolver>): Record<string, Resolver> {
  const wrap =
    (name: string, resolve: Resolver): Resolver =>
    async (root, args, ctx, info) => {
      const bound: Context['mutate'] = (input, action) => ctx.mutateAs(name, input, action);
      return resolve(root, await aboutSurvivors(ctx.db, args), { ...ctx, mutate: bound }, info);
    };
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, wrap(name, resolve)]));
}

/** A subgraph without mutations has no `Mutation` type, and resolvers for a type that does not exist are an error. */
const known = ({ Mutation, ...others }: Record<string, object>): Record<string, object> =>
  Mutation && Object.keys(Mutation).length > 0 ? { Mutation, ...others } : others;
