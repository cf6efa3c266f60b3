import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';

export const publishedNameResolvers: Resolvers = {
  PublishedName: {
    __resolveReference: ({ memberId }, ctx) => (isId(memberId) ? ctx.loaders.publishedName.load(memberId) : null),
  },
};
