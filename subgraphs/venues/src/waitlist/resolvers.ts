import { findVisible } from '@union-graph/subgraph';
import { ownId } from '../booking/queries.ts';
import type { Resolvers } from '../schema.gen.ts';
import { acceptSlotOffer } from './acceptSlotOffer.ts';
import { joinWaitlist } from './joinWaitlist.ts';
import { leaveWaitlist } from './leaveWaitlist.ts';
import { waitlistOfFacility, waitlistOfMember } from './queries.ts';
import { waitStatusAt } from './rules.ts';

export const waitlistResolvers: Resolvers = {
  Query: {
    myWaitlist: (_, page, ctx) => ctx.page(waitlistOfMember, ownId(ctx.viewer), page),
    waitlist: async (_, args, ctx) => {
      await findVisible('facility', args.facilityId, ctx.loaders.facility);
      return ctx.page(waitlistOfFacility, null, args);
    },
  },
  Mutation: {
    joinWaitlist: (_, { input }, ctx) => ctx.mutate(input, (tx) => joinWaitlist(tx, input)),
    leaveWaitlist: (_, { input }, ctx) => ctx.mutate(input, (tx) => leaveWaitlist(tx, input)),
    acceptSlotOffer: (_, { input }, ctx) => ctx.mutate(input, (tx) => acceptSlotOffer(tx, input)),
  },
  WaitlistEntry: {
    member: ({ memberId }) => ({ id: memberId }),
    facility: ({ facilityId }, _, ctx) => ctx.loaders.facility.load(facilityId),
    window: ({ start, end }) => ({ start, end }),
    status: (entry, _, ctx) => waitStatusAt(entry, ctx.now),
    position: ({ id }, _, ctx) => ctx.loaders.waitlistPosition.load(id),
    offerExpiresAt: (entry, _, ctx) => (waitStatusAt(entry, ctx.now) === 'OFFERED' ? entry.offerExpiresAt : null),
    booking: ({ bookingId }, _, ctx) => (bookingId ? ctx.loaders.booking.load(bookingId) : null),
  },
};
