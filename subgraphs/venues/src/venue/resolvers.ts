import { findVisible, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { cityVenues } from './queries.ts';
import { registerVenue } from './registerVenue.ts';

export const venueResolvers: Resolvers = {
  Query: {
    venues: (_, args, ctx) => ctx.page(cityVenues, null, args),
    venue: (_, { id }, ctx) => findVisible('venue', id, ctx.loaders.venue),
  },
  Mutation: {
    registerVenue: (_, { input }, ctx) => ctx.mutate(input, (tx) => registerVenue(tx, input)),
  },
  Venue: {
    __resolveReference: ({ id }, ctx) => (isId(id) ? ctx.loaders.venue.load(id) : null),
    district: ({ districtCode }) => ({ code: districtCode }),
    facilities: ({ id }, _, ctx) => ctx.loaders.facilitiesOfVenue.load(id),
    servicePoint: ({ servicePointId }) => (servicePointId ? { id: servicePointId } : null),
    workersHome: ({ workersHomeId }) => (workersHomeId ? { id: workersHomeId } : null),
  },
  ServicePoint: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    venues: ({ id }, _, ctx) => ctx.loaders.venuesOfServicePoint.load(id),
  },
};
