import { findVisible, isId } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { calendarFileOf } from './calendarFile.ts';
import { cancelBooking } from './cancelBooking.ts';
import { checkIn } from './checkIn.ts';
import { confirmBooking } from './confirmBooking.ts';
import { holdSlot } from './holdSlot.ts';
import { markNoShow } from './markNoShow.ts';
import { bookingsOfFacility, bookingsOfMember, ownId, upcomingBookingsOfMember } from './queries.ts';
import { bookingStatusAt, cancelReasonAt } from './rules.ts';

export const bookingResolvers: Resolvers = {
  Query: {
    myBookings: (_, { upcoming, ...page }, ctx) =>
      ctx.page(upcoming ? upcomingBookingsOfMember : bookingsOfMember, ownId(ctx.viewer), page),
    myBookingsFile: (_, __, ctx) => calendarFileOf(ctx, ownId(ctx.viewer)),
    booking: (_, { id }, ctx) => findVisible('booking', id, ctx.loaders.booking),
    bookings: async (_, args, ctx) => {
      await findVisible('facility', args.facilityId, ctx.loaders.facility);
      return ctx.page(bookingsOfFacility, null, args);
    },
  },
  Mutation: {
    holdSlot: (_, { input }, ctx) => ctx.mutate(input, (tx) => holdSlot(tx, input)),
    confirmBooking: (_, { input }, ctx) => ctx.mutate(input, (tx) => confirmBooking(tx, input)),
    cancelBooking: (_, { input }, ctx) => ctx.mutate(input, (tx) => cancelBooking(tx, input)),
    checkIn: (_, { input }, ctx) => ctx.mutate(input, (tx) => checkIn(tx, input)),
    markNoShow: (_, { input }, ctx) => ctx.mutate(input, (tx) => markNoShow(tx, input)),
  },
  Member: {
    __resolveReference: ({ id }) => (isId(id) ? { id } : null),
    bookings: ({ id }, { upcoming, ...page }, ctx) => ctx.page(upcoming ? upcomingBookingsOfMember : bookingsOfMember, id, page),
    suspension: ({ id }, _, ctx) => ctx.loaders.suspensionOfMember.load(id),
  },
  Booking: {
    member: ({ memberId }) => ({ id: memberId }),
    facility: ({ facilityId }, _, ctx) => ctx.loaders.facility.load(facilityId),
    appliedRule: ({ appliedRuleId }, _, ctx) => (appliedRuleId ? ctx.loaders.tariff.load(appliedRuleId) : null),
    openPeriod: ({ openPeriodId }, _, ctx) => (openPeriodId ? ctx.loaders.openPeriod.load(openPeriodId) : null),
    status: (booking, _, ctx) => bookingStatusAt(booking, ctx.now),
    cancelReason: (booking, _, ctx) => cancelReasonAt(booking, ctx.now),
  },
};
