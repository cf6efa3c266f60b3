import type { Resolvers } from '../schema.gen.ts';
import { publishOffer } from './publishOffer.ts';
import { fiveInFiveOut } from './queries.ts';

export const offerResolvers: Resolvers = {
  Query: {
    fiveInFiveOut: (_, args, ctx) => ctx.page(fiveInFiveOut, null, args),
  },
  Mutation: {
    publishOffer: (_, { input }, ctx) => ctx.mutate(input, (tx) => publishOffer(tx, input)),
  },
  FiveInFiveOutOffer: {
    period: ({ from, to }) => ({ from, to }),
    servedCount: ({ taken }) => taken,
    facility: ({ facilityId }, _, ctx) => (facilityId ? ctx.loaders.facility.load(facilityId) : null),
  },
};
