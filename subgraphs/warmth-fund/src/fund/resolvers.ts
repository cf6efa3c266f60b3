import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { foundationRatios } from './foundationRatios.ts';
import { allFunds, fundStatement } from './queries.ts';

export const fundResolvers: Resolvers = {
  Query: {
    funds: (_, __, ctx) => allFunds(ctx),
    foundationRatios: (_, { year }, ctx) => foundationRatios(ctx, year),
    fundStatement: (_, args, ctx) => fundStatement(ctx, args),
  },
  Fund: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.fund.load(id) : null),
    balanceFen: ({ id }, _, ctx) => ctx.loaders.fundBalance.load(id),
  },
  FundStatement: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
  },
};
