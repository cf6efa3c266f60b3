import { isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { usesOfCard } from './queries.ts';

export const benefitResolvers: Resolvers = {
  Card: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    benefitUses: ({ id }, page, ctx) => ctx.page(usesOfCard, id, page),
  },
  BenefitUse: {
    venue: ({ venueId }, _, ctx) => (venueId ? ctx.loaders.venue.load(venueId) : null),
    booking: ({ bookingId }, _, ctx) => (bookingId ? ctx.loaders.booking.load(bookingId) : null),
    registration: ({ registrationId }, _, ctx) => (registrationId ? ctx.loaders.registration.load(registrationId) : null),
  },
};
