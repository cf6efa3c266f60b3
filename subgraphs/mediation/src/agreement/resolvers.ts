import { civilDay } from '@union-graph/subgraph';
import { isLapsed } from '../case/rules.ts';
import type { Resolvers } from '../schema.gen.ts';
import { recordAgreement } from './recordAgreement.ts';
import { sealAgreement } from './sealAgreement.ts';
import { signAgreement } from './signAgreement.ts';

export const agreementResolvers: Resolvers = {
  Mutation: {
    recordAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordAgreement(tx, input)),
    signAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => signAgreement(tx, input)),
    sealAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => sealAgreement(tx, input)),
  },
  MediationCase: {
    agreement: (row, _, ctx) => (isLapsed(row, civilDay(ctx.now)) ? null : ctx.loaders.agreementOfCase.load(row.id)),
  },
  Agreement: {
    terms: ({ id }, _, ctx) => ctx.loaders.termsOfAgreement.load(id),
    signedByApplicantOn: async ({ id }, _, ctx) => (await ctx.loaders.signedDaysOfAgreement.load(id)).applicantOn,
    signedByRespondentOn: async ({ id }, _, ctx) => (await ctx.loaders.signedDaysOfAgreement.load(id)).respondentOn,
  },
  Party: {
    signedAt: async ({ id }, _, ctx) => (await ctx.loaders.signatureOfParty.load(id))?.signedAt ?? null,
    signedOn: async ({ id }, _, ctx) => (await ctx.loaders.signatureOfParty.load(id))?.signedOn ?? null,
  },
  AgreementTerm: {
    claim: ({ claimId }, _, ctx) => ctx.loaders.claim.load(claimId),
  },
};
