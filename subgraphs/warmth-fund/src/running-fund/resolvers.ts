import { isId } from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import type { Resolvers } from '../schema.gen.ts';
import { allocateRunningFund } from './allocateRunningFund.ts';

export const runningFundResolvers: Resolvers = {
  Mutation: {
    allocateRunningFund: (_, { input }, ctx) => ctx.mutate(input, (tx) => allocateRunningFund(tx, input)),
  },
  BudgetAllocation: {
    union: ({ unionId }) => ({ id: unionId }),
  },
  Union: {
    __resolveReference: ({ id }) => ({ id }),
    budgetAllocations: async ({ id }, { year }, ctx) => {
      authoriseBooks(ctx.viewer);
      if (!isId(id)) return [];
      const all = await ctx.loaders.allocationsOfUnion.load(id);
      return year == null ? all : all.filter((one) => one.year === year);
    },
  },
};
