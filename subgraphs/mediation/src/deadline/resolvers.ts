import { civilDay, Refusal } from '@union-graph/subgraph';
import { isLateDecision } from '../case/rules.ts';
import type { Resolvers } from '../schema.gen.ts';
import { caseDeadlines } from './queries.ts';

export const deadlineResolvers: Resolvers = {
  Query: {
    caseDeadlines: (_, args, ctx) => {
      if (ctx.viewer.kind === 'anonymous') throw new Refusal('UNAUTHENTICATED', 'Sign in to read deadlines.');
      return ctx.page(caseDeadlines, null, args);
    },
  },
  CaseDeadline: {
    case: ({ caseId }, _, ctx) => ctx.loaders.mediationCase.load(caseId),
    overdue: async ({ caseId, kind, dueOn }, _, ctx) => {
      const today = civilDay(ctx.now);
      if (kind !== 'ACCEPTANCE') return dueOn < today;
      return isLateDecision(dueOn, null, await ctx.loaders.deathsOfCase.load(caseId), today);
    },
  },
};
