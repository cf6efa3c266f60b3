import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { priceOf } from './offer.ts';
import { availability, quotePrice } from './queries.ts';

export const slotResolvers: Resolvers = {
  Query: {
    availability: async (_, { facilityId, from, to }, ctx) =>
      availability(ctx, await findVisible('facility', facilityId, ctx.loaders.facility), { start: from, end: to }),
    quotePrice: async (_, { facilityId, start, end, audience }, ctx) =>
      quotePrice(ctx, await findVisible('facility', facilityId, ctx.loaders.facility), { start, end }, audience),
  },
  Slot: {
    facility: ({ offer }) => offer.facility,
    priceFor: ({ offer, start, end }, { audience }) => priceOf(offer, { start, end }, audience ?? 'RESIDENT')?.priceFen ?? 0n,
  },
};
