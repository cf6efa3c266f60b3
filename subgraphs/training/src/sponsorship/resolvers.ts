import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { approveSponsorship } from './approveSponsorship.ts';
import { releaseInstalment } from './releaseInstalment.ts';

export const sponsorshipResolvers: Resolvers = {
  Mutation: {
    approveSponsorship: (_, { input }, ctx) => ctx.mutate(input, (tx) => approveSponsorship(tx, input)),
    releaseInstalment: (_, { input }, ctx) => ctx.mutate(input, (tx) => releaseInstalment(tx, input)),
  },
  Sponsorship: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.sponsorship.load(id) : null),
    application: ({ applicationId }, _, ctx) => (applicationId ? ctx.loaders.degreeApplication.load(applicationId) : null),
    instalments: ({ id }, _, ctx) => ctx.loaders.instalmentsOfSponsorship.load(id),
  },
  Instalment: {
    dueAt: ({ dueOn }) => dueOn,
  },
};
