import { readMember } from '../member/readMember.ts';
import { isWhole } from '../member/scope.ts';
import type { Resolvers } from '../schema.gen.ts';
import { giveConsent } from './giveConsent.ts';
import { withdrawConsent } from './withdrawConsent.ts';

export const consentResolvers: Resolvers = {
  Mutation: {
    giveConsent: (_, { input }, ctx) => ctx.mutate(input, (tx) => giveConsent(tx, input)),
    withdrawConsent: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawConsent(tx, input)),
  },
  Member: {
    consents: (row, _, ctx) => (isWhole(row) ? ctx.loaders.consentsOfMember.load(row.id) : []),
  },
  Consent: {
    member: ({ memberId }, _, ctx, { path }) => readMember(ctx, memberId, path),
  },
};
