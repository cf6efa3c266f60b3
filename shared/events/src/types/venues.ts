import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, day, fen, flag, id, scopePath } from '../fields.ts';

const booking = { memberId: id, facilityId: id, scopePath };

/** A booking holds (2.4.5). */
export const bookingConfirmed = defineEvent('venues', 'booking.confirmed', { ...booking, priceFen: fen });

/** A booking is off; `by` says who called it off (2.4.5). */
export const bookingCancelled = defineEvent('venues', 'booking.cancelled', { ...booking, by: code });

/** Somebody did not come (2.4.5). `suspendedTo` is the last day without bookings, where this one led to it (VEN-INV-5). */
export const bookingNoShow = defineEvent('venues', 'booking.noShow', { ...booking, suspendedTo: v.nullable(day) });

/** The price of a card holder was made use of; the event is about the card (2.4.5). */
export const benefitUsed = defineEvent('venues', 'benefit.used', {
  memberId: id,
  bookingId: id,
  facilityId: id,
  priceFen: fen,
  free: flag,
});
