import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';

export const memberResolvers: Resolvers = {
  Member: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    hardshipFile: ({ id }, _, ctx) => ctx.loaders.fileOfMember.load(id),
    coverage: ({ id }, _, ctx) => ctx.loaders.coverageOfMember.load(id),
  },
};
