import { civilDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { jobReferrals } from './queries.ts';
import { recordReferralOutcome } from './recordReferralOutcome.ts';
import { referToJob } from './referToJob.ts';

export const jobReferralResolvers: Resolvers = {
  Query: {
    jobReferrals: (_, args, ctx) => ctx.page(jobReferrals, null, args),
  },
  Mutation: {
    referToJob: (_, { input }, ctx) => ctx.mutate(input, (tx) => referToJob(tx, input)),
    recordReferralOutcome: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordReferralOutcome(tx, input)),
  },
  JobReferral: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.jobReferral.load(id),
    request: ({ serviceRequestId }) => (serviceRequestId === null ? null : { id: serviceRequestId }),
    vacancy: ({ vacancyId }, _, ctx) => (vacancyId === null ? null : ctx.loaders.jobVacancy.load(vacancyId)),
    outcomeAt: ({ closedAt }) => (closedAt === null ? null : civilDay(closedAt)),
    member: ({ memberId }) => (memberId === null ? null : { id: memberId }),
  },
  ServiceRequest: { __resolveReference: ({ id }) => ({ id }) },
};
