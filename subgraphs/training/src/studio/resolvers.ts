import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { nameStudio } from './nameStudio.ts';
import { innovationStudios } from './queries.ts';

export const studioResolvers: Resolvers = {
  Query: {
    innovationStudios: (_, args, ctx) => ctx.page(innovationStudios, null, args),
  },
  Mutation: {
    nameStudio: (_, { input }, ctx) => ctx.mutate(input, (tx) => nameStudio(tx, input)),
  },
  InnovationStudio: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.innovationStudio.load(id) : null),
    leader: ({ leaderMemberId }) => (leaderMemberId === null ? null : { id: leaderMemberId }),
    enterprise: ({ enterpriseId }) => ({ id: enterpriseId }),
  },
};
