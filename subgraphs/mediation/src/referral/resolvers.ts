import { civilDay, endOfDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { acknowledgeReferral, answerReferral } from './acknowledgeReferral.ts';
import { referrals } from './queries.ts';
import { referToParty } from './referToParty.ts';
import { isOverdue, statusOfReferral } from './rules.ts';

export const referralResolvers: Resolvers = {
  Query: {
    referrals: (_, args, ctx) => ctx.page(referrals, null, args),
  },
  Mutation: {
    referToParty: (_, { input }, ctx) => ctx.mutate(input, (tx) => referToParty(tx, input)),
    acknowledgeReferral: (_, { input }, ctx) => ctx.mutate(input, (tx) => acknowledgeReferral(tx, input)),
    answerReferral: (_, { input }, ctx) => ctx.mutate(input, (tx) => answerReferral(tx, input)),
  },
  MediationCase: {
    referrals: ({ id }, _, ctx) => ctx.loaders.referralsOfCase.load(id),
  },
  Referral: {
    case: ({ caseId }, _, ctx) => ctx.loaders.mediationCase.load(caseId),
    from: ({ fromParty }) => fromParty,
    to: ({ toParty }) => toParty,
    status: (row) => statusOfReferral(row),
    ackDueAt: ({ ackDueOn }) => endOfDay(ackDueOn),
    overdue: (row, _, ctx) => isOverdue(row, civilDay(ctx.now)),
    remindedAt: async ({ id }, _, ctx) => (await ctx.loaders.remindersOfReferral.load(id)).map(({ remindedOn }) => remindedOn),
  },
};
