import { civilDay } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { acceptMilestone } from './acceptMilestone.ts';
import { releaseProjectInstalment } from './releaseProjectInstalment.ts';
import { milestoneStatus } from './rules.ts';
import { signProjectAgreement } from './signProjectAgreement.ts';

export const projectAgreementResolvers: Resolvers = {
  Mutation: {
    signProjectAgreement: (_, { input }, ctx) => ctx.mutate(input, (tx) => signProjectAgreement(tx, input)),
    acceptMilestone: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptMilestone(tx, input)),
    releaseProjectInstalment: (_, { input }, ctx) => ctx.mutate(input, (tx) => releaseProjectInstalment(tx, input)),
  },
  ProjectAgreement: {
    instalments: ({ id }, _, ctx) => ctx.loaders.instalmentsOfAgreement.load(id),
  },
  Milestone: {
    status: (row, _, ctx) => milestoneStatus(row, civilDay(ctx.now)),
  },
  ProjectInstalment: {
    milestone: ({ milestoneId }, _, ctx) => ctx.loaders.milestone.load(milestoneId),
    disbursement: ({ id }, _, ctx) =>
      ctx.loaders.disbursementOfSource.load({ subgraph: 'warmth-fund', typeName: 'ProjectInstalment', id }),
  },
};
