import { authoriseBooks } from '../fund/access.ts';
import type { Resolvers } from '../schema.gen.ts';
import { allocateBudget } from './allocateBudget.ts';
import { budgetsOfYear } from './queries.ts';

export const budgetResolvers: Resolvers = {
  Query: {
    budgets: (_, { year }, ctx) => budgetsOfYear(ctx, year),
  },
  Mutation: {
    allocateBudget: (_, { input }, ctx) => ctx.mutate(input, (tx) => allocateBudget(tx, input)),
  },
  Budget: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
  },
  Fund: {
    budgets: ({ id }, { year }, ctx) => {
      authoriseBooks(ctx.viewer);
      return ctx.loaders.budgetsOfFund.load({ fundId: id, year });
    },
  },
};
