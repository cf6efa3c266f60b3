import type { Resolvers } from '../schema.gen.ts';
import { applyForMediation } from './applyForMediation.ts';
import { decideAcceptance } from './decideAcceptance.ts';
import { withdrawCase } from './withdrawCase.ts';

export const applicationResolvers: Resolvers = {
  Mutation: {
    applyForMediation: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyForMediation(tx, input)),
    decideAcceptance: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideAcceptance(tx, input)),
    withdrawCase: (_, { input }, ctx) => ctx.mutate(input, (tx) => withdrawCase(tx, input)),
  },
  MediationCase: {
    applicants: async ({ id }, _, ctx) => (await ctx.loaders.partiesOfCase.load(id)).filter(({ side }) => side === 'APPLICANT'),
    respondents: async ({ id }, _, ctx) => (await ctx.loaders.partiesOfCase.load(id)).filter(({ side }) => side === 'RESPONDENT'),
    representatives: async ({ id }, _, ctx) =>
      (await ctx.loaders.partiesOfCase.load(id)).filter(({ isRepresentative }) => isRepresentative),
    claims: ({ id }, _, ctx) => ctx.loaders.claimsOfCase.load(id),
  },
  Claim: {
    applicants: async ({ caseId, partyIds }, _, ctx) =>
      (await ctx.loaders.partiesOfCase.load(caseId)).filter(
        ({ id, side }) => side === 'APPLICANT' && (partyIds === null || partyIds.includes(id)),
      ),
  },
  Party: {
    phoneMasked: async ({ caseId, phoneMasked }, _, ctx) => {
      // A law firm may call once the case is accepted (domain rule 4.2).
      if (!ctx.viewer.agreement) return phoneMasked;
      return (await ctx.loaders.mediationCase.load(caseId))?.acceptedAt ? phoneMasked : null;
    },
    member: ({ memberId }) => (memberId ? { id: memberId } : null),
    enterprise: ({ enterpriseId }) => (enterpriseId ? { id: enterpriseId } : null),
  },
};
