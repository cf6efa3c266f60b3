import type { Resolvers } from '../schema.gen.ts';
import { jobReferrals } from './queries.ts';
import { recordReferralOutcome } from './recordReferralOutcome.ts';

export const jobReferralResolvers: Resolvers = {
  Query: {
    jobReferrals: (_, args, ctx) => ctx.page(jobReferrals, null, args),
  },
  Mutation: {
    recordReferralOutcome: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordReferralOutcome(tx, input)),
  },
  JobReferral: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.jobReferral.load(id),
    request: ({ serviceRequestId }) => ({ id: serviceRequestId }),
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
  },
  ServiceRequest: { __resolveReference: ({ id }) => ({ id }) },
};
