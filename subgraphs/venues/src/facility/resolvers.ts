import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { addFacility } from './addFacility.ts';
import { closeFacility } from './closeFacility.ts';
import { facilities } from './queries.ts';
import { reopenFacility } from './reopenFacility.ts';
import { retireFacility } from './retireFacility.ts';
import { facilityStatusAt } from './rules.ts';

export const facilityResolvers: Resolvers = {
  Query: {
    facilities: (_, args, ctx) => ctx.page(facilities, null, args),
  },
  Mutation: {
    addFacility: (_, { input }, ctx) => ctx.mutate(input, (tx) => addFacility(tx, input)),
    closeFacility: (_, { input }, ctx) => ctx.mutate(input, (tx) => closeFacility(tx, input)),
    reopenFacility: (_, { input }, ctx) => ctx.mutate(input, (tx) => reopenFacility(tx, input)),
    retireFacility: (_, { input }, ctx) => ctx.mutate(input, (tx) => retireFacility(tx, input)),
  },
  Facility: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.facility.load(id) : null),
    venue: ({ venueId }, _, ctx) => ctx.loaders.venue.load(venueId),
    openingHours: ({ id }, _, ctx) => ctx.loaders.openingHours.load(id),
    closures: ({ id }, _, ctx) => ctx.loaders.closures.load(id),
    tariffs: ({ id }, _, ctx) => ctx.loaders.tariffsOfFacility.load(id),
    status: async (facility, _, ctx) => facilityStatusAt(facility, await ctx.loaders.closures.load(facility.id), ctx.now),
  },
};
