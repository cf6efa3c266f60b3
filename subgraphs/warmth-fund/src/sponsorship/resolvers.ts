import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';

export const sponsorshipResolvers: Resolvers = {
  Sponsorship: {
    __resolveReference: ({ id }) => ({ id }),
    payments: ({ id }, _, ctx) => (isId(id) ? ctx.loaders.paymentsOfSponsorship.load(id) : []),
  },
};
