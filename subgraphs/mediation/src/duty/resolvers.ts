import { hasRole } from '@union-graph/identity';
import { forbidden } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { cancelDuty } from './cancelDuty.ts';
import { dutySwaps } from './queries.ts';
import { rosterDays, suggestedDuty } from './roster.ts';
import { swapStatus } from './rules.ts';
import { scheduleDuty } from './scheduleDuty.ts';
import { answerDutySwap, askDutySwap, withdrawDutySwap } from './swaps.ts';

const SWAP_READERS = ['LAWYER', 'CITY_DEPT', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'] as const;

export const dutyResolvers: Resolvers = {
  Query: {
    dutyRoster: async (_, args, ctx) => {
      const days = await rosterDays(ctx, args);
      return { days, gaps: days.filter(({ missing }) => missing > 0).length };
    },
    suggestedDuty: async (_, args, ctx) =>
      (await suggestedDuty(ctx, args)).map(({ lawyerId, ...suggested }) => ({
        ...suggested,
        lawyer: ctx.loaders.lawyer.load(lawyerId),
      })),
    dutySwaps: (_, args, ctx) => {
      if (!hasRole(ctx.viewer, ...SWAP_READERS))
        throw forbidden(ctx.viewer, 'Only lawyers and who keeps the roster read swaps.', { kind: 'role', anyOf: SWAP_READERS });
      return ctx.page(dutySwaps, null, args);
    },
  },
  Mutation: {
    scheduleDuty: (_, { input }, ctx) => ctx.mutate(input, (tx) => scheduleDuty(tx, input)),
    cancelDuty: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelDuty(tx, input)),
    askDutySwap: (_, { input }, ctx) => ctx.mutate(input, (tx) => askDutySwap(tx, input)),
    answerDutySwap: (_, { input }, ctx) => ctx.mutate(input, (tx) => answerDutySwap(tx, input)),
    withdrawDutySwap: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawDutySwap(tx, input)),
  },
  DutyShift: {
    lawyer: ({ lawyerId }, _, ctx) => ctx.loaders.lawyer.load(lawyerId),
    org: ({ orgId }, _, ctx) => ctx.loaders.mediationOrg.load(orgId),
  },
  DutySwap: {
    shift: ({ shiftId }, _, ctx) => ctx.loaders.dutyShift.load(shiftId),
    askedBy: ({ askedById }, _, ctx) => ctx.loaders.lawyer.load(askedById),
    askedOf: ({ askedOfId }, _, ctx) => (askedOfId === null ? null : ctx.loaders.lawyer.load(askedOfId)),
    takenBy: ({ takenById }, _, ctx) => (takenById === null ? null : ctx.loaders.lawyer.load(takenById)),
    status: async (swap, _, ctx) => {
      const shift = await ctx.loaders.dutyShift.load(swap.shiftId);
      return shift ? swapStatus(swap, shift, ctx.now) : swap.status;
    },
  },
};
