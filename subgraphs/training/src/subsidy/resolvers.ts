import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { applyForSubsidy } from './applyForSubsidy.ts';
import { decideSubsidy } from './decideSubsidy.ts';
import { subsidyApplications } from './queries.ts';
import { retryPayment } from './retryPayment.ts';
import { districtOfPath } from './rules.ts';

export const subsidyResolvers: Resolvers = {
  Query: {
    subsidyApplication: (_, { id }, ctx) => findVisible('subsidy application', id, ctx.loaders.subsidyApplication),
    subsidyApplications: (_, args, ctx) => ctx.page(subsidyApplications, null, args),
  },
  Mutation: {
    applyForSubsidy: (_, { input }, ctx) => ctx.mutate(input, (tx) => applyForSubsidy(tx, input)),
    decideSubsidy: (_, { input }, ctx) => ctx.mutate(input, (tx) => decideSubsidy(tx, input)),
    retryPayment: (_, { input }, ctx) => ctx.mutate(input, (tx) => retryPayment(tx, input)),
  },
  SubsidyApplication: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.subsidyApplication.load(id),
    member: ({ memberId }) => ({ id: memberId }),
    certificate: ({ certificateId }, _, ctx) => ctx.loaders.certificate.load(certificateId),
    district: ({ scopePath }) => ({ code: districtOfPath(scopePath) as string }),
    employer: ({ employerId }) => ({ id: employerId }),
    decidedBy: ({ rejectedBy, approvedBy, verifiedBy }) => {
      const id = rejectedBy ?? approvedBy ?? verifiedBy;
      return id ? { id } : null;
    },
  },
};
