import { civilDay } from '@union-graph/subgraph';
import { isLapsed } from '../case/rules.ts';
import type { Resolvers } from '../schema.gen.ts';
import { applyEnforcement, applyPaymentOrder } from './enforcement.ts';
import { recordPerformance } from './recordPerformance.ts';
import { reportBreach } from './reportBreach.ts';
import { perfStatus } from './rules.ts';

export const performanceResolvers: Resolvers = {
  Mutation: {
    recordPerformance: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordPerformance(tx, input)),
    reportBreach: (_, { input }, ctx) => ctx.mutate(input, (tx) => reportBreach(tx, input)),
    applyPaymentOrder: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyPaymentOrder(tx, input)),
    applyEnforcement: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyEnforcement(tx, input)),
  },
  MediationCase: {
    performance: (row, _, ctx) => (isLapsed(row, civilDay(ctx.now)) ? [] : ctx.loaders.performanceOfCase.load(row.id)),
  },
  PerformanceItem: {
    status: async (item, _, ctx) => {
      const of = await ctx.loaders.mediationCase.load(item.caseId);
      return perfStatus(item, civilDay(ctx.now), of?.status !== 'AGREED');
    },
  },
};
