import type { Resolvers } from '../schema.gen.ts';
import { giveConsent } from './giveConsent.ts';
import { withdrawConsent } from './withdrawConsent.ts';

export const consentResolvers: Resolvers = {
  Mutation: {
    giveConsent: (_, { input }, ctx) => ctx.mutate(input, (tx) => giveConsent(tx, input)),
    withdrawConsent: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawConsent(tx, input)),
  },
  Member: {
    consents: ({ id }, _, ctx) => ctx.loaders.consentsOfMember.load(id),
  },
  Consent: {
    member: ({ memberId }, _, ctx) => ctx.loaders.member.load(memberId),
  },
};
