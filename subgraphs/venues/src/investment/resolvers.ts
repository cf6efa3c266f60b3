import type { Resolvers } from '../schema.gen.ts';
import { investmentPolicy } from './policy.ts';
import { recordInvestment } from './recordInvestment.ts';
import { voidInvestment } from './voidInvestment.ts';

export const investmentResolvers: Resolvers = {
  Mutation: {
    recordInvestment: (_, { input }, ctx) => ctx.mutate(input, (tx) => recordInvestment(tx, input)),
    voidInvestment: (_, { input }, ctx) => ctx.mutate(input, (tx) => voidInvestment(tx, input)),
  },
  Venue: {
    investments: (venue, _, ctx) =>
      investmentPolicy.allows(ctx.viewer, 'readInvestments', venue) ? ctx.loaders.investmentsOfVenue.load(venue.id) : null,
  },
};
