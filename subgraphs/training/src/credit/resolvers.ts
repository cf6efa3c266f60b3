import { civilDay, isId, notFound } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { actingPerson } from '../member/scope.ts';
import type { Resolvers } from '../schema.gen.ts';
import { commitConversion } from './commitConversion.ts';
import { depositCredits } from './depositCredits.ts';
import { creditConversions, creditEntries } from './queries.ts';
import { requestConversion } from './requestConversion.ts';
import { creditStatusOn, sumOfCredits } from './rules.ts';
import { voidCredits } from './voidCredits.ts';

/** A member's account: `NOT_FOUND` unless it is the viewer's own or in their part of the tree. */
async function findAccount(memberId: string, ctx: Context): Promise<{ id: string }> {
  const id = memberId.toLowerCase();
  if (!isId(id) || !(await ctx.loaders.isSeenMember.load(id))) throw notFound('member', memberId);
  return { id };
}

export const creditResolvers: Resolvers = {
  Query: {
    creditAccount: (_, { memberId }, ctx) => findAccount(memberId ?? actingPerson(ctx.viewer), ctx),
    creditEntries: (_, args, ctx) => ctx.page(creditEntries, null, args),
    creditConversions: (_, args, ctx) => ctx.page(creditConversions, null, args),
  },
  Mutation: {
    depositCredits: (_, { input }, ctx) => ctx.mutate(input, (tx) => depositCredits(tx, input)),
    voidCredits: (_, { input }, ctx) => ctx.mutate(input, (tx) => voidCredits(tx, input)),
    requestConversion: (_, { input }, ctx) => ctx.mutate(input, (tx) => requestConversion(tx, input)),
    commitConversion: (_, { input }, ctx) => ctx.mutate(input, (tx) => commitConversion(tx, input)),
  },
  CreditAccount: {
    member: ({ id }) => ({ id: id as string }),
    balance: async ({ id }, _, ctx) => {
      const today = civilDay(ctx.now);
      const entries = await ctx.loaders.creditsOfMember.load(id as string);
      return sumOfCredits(entries.filter((entry) => creditStatusOn(entry, today) === 'AVAILABLE'));
    },
    entries: ({ id }, _, ctx) => ctx.loaders.creditsOfMember.load(id as string),
    conversions: ({ id }, _, ctx) => ctx.loaders.conversionsOfMember.load(id as string),
  },
  CreditEntry: {
    member: ({ memberId }) => ({ id: memberId }),
    institution: ({ institutionId }, _, ctx) => ctx.loaders.institution.load(institutionId),
    status: (entry, _, ctx) => creditStatusOn(entry, civilDay(ctx.now)),
  },
  CreditConversion: {
    member: ({ memberId }) => ({ id: memberId }),
    targetProgramme: ({ programmeId }, _, ctx) => ctx.loaders.degreeProgramme.load(programmeId),
    entryIds: async ({ id }, _, ctx) => (await ctx.loaders.entriesOfConversion.load(id)).map((entry) => entry.id),
    entries: ({ id }, _, ctx) => ctx.loaders.entriesOfConversion.load(id),
  },
};
