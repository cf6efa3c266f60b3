import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { loadSubgraphSdl, scalars } from '@union-graph/schema';
import {
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  getNamedType,
  isCompositeType,
  isObjectType,
  parse,
} from 'graphql';
import type { ResolverMap, SubgraphDefinition } from '../define.ts';
import { mutate } from '../mutate.ts';
import { aboutSurvivors } from '../people/memberMerges.ts';
import type { Transactions } from '../transaction.ts';
import { checkArguments } from './arguments.ts';
import type { Context, MutationInput, ReadContext } from './context.ts';
import type { Cursors } from './cursors.ts';
import { type Masking, maskError } from './errors.ts';
import { makeLoaders } from './loaders.ts';
import { makePager } from './pages.ts';

/** The GraphQL server of a subgraph, without its HTTP side. */
export function makeGraph(
  definition: SubgraphDefinition,
  transactions: Transactions,
  watch: Omit<Masking, 'leadsToObject'>,
): ApolloServer<Context> {
  const resolvers = {
    ...scalars,
    ...definition.resolvers,
    Mutation: withMutate(definition.resolvers.Mutation ?? {}, transactions),
  };
  const typeDefs = parse(loadSubgraphSdl(definition.dir));
  const schema = checkArguments(buildSubgraphSchema({ typeDefs, resolvers: known(resolvers) as ResolverMap }));
  const leadsToObject: Masking['leadsToObject'] = (typeName, fieldName) => {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    return field !== undefined && isCompositeType(getNamedType(field.type));
  };
  const masking = { ...watch, leadsToObject };
  return new ApolloServer<Context>({
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

/** The context of one request; `mutate` is given to mutation resolvers one by one, since it needs the mutation's name. */
export function makeContext(
  definition: SubgraphDefinition,
  read: ReadContext,
  { cursors, refresh }: { cursors: Cursors; refresh: () => Promise<void> },
): Context {
  const { loaders, forget: forgetRows } = makeLoaders(definition.batches, read);
  const { page, forget: forgetPages } = makePager(read, cursors);
  return {
    ...read,
    loaders,
    page,
    refresh,
    forget: () => {
      forgetRows();
      forgetPages();
    },
    mutate: () => Promise.reject(new Error('Only a mutation may change data.')),
  };
}

type Resolver = GraphQLFieldResolver<unknown, Context>;

function withMutate(resolvers: Record<string, Resolver>, transactions: Transactions): Record<string, Resolver> {
  const wrap =
    (name: string, resolve: Resolver): Resolver =>
    async (root, args, ctx, info) => {
      const context = { viewer: ctx.viewer, now: ctx.now, causationId: ctx.requestId };
      const bound: Context['mutate'] = (input: MutationInput, action) =>
        mutate(transactions, context, name, input, action).finally(ctx.forget);
      return resolve(root, await aboutSurvivors(ctx.db, args), { ...ctx, mutate: bound }, info);
    };
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, wrap(name, resolve)]));
}

/** A subgraph without mutations has no `Mutation` type, and resolvers for a type that does not exist are an error. */
const known = ({ Mutation, ...others }: Record<string, object>): Record<string, object> =>
  Mutation && Object.keys(Mutation).length > 0 ? { Mutation, ...others } : others;
