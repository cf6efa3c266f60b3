import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { aidSchemes, applicationsOfMember } from './queries.ts';

export const aidResolvers: Resolvers = {
  Query: {
    aidSchemes: (_, __, ctx) => aidSchemes(ctx),
  },
  AidScheme: {
    fund: ({ fundId }, _, ctx) => ctx.loaders.fund.load(fundId),
  },
  AidApplication: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.aidApplication.load(id) : null),
    member: ({ memberId }) => ({ id: memberId }),
    scheme: ({ cycleId }, _, ctx) => ctx.loaders.schemeOfCycle.load(cycleId),
    cycle: ({ cycleId }, _, ctx) => ctx.loaders.aidCycle.load(cycleId),
    disbursement: ({ id }, _, ctx) =>
      ctx.loaders.disbursementOfSource.load({ subgraph: 'warmth-fund', typeName: 'AidApplication', id }),
  },
  Member: {
    aidApplications: ({ id }, args, ctx) => ctx.page(applicationsOfMember, id, args),
  },
};
