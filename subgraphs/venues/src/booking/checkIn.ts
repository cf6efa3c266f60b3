import { benefitUsed } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { CheckInInput } from '../schema.gen.ts';
import { numbersAt } from '../venue-limit/limits.ts';
import { Booking } from './Booking.ts';
import { getBooking } from './locks.ts';
import { bookingPolicy } from './policy.ts';
import { assertCheckInTime, BOOKING_TRANSITIONS, bookingStatusAt } from './rules.ts';

/** Notes that the booker has come. With the card's price, the card's benefit counts as used now. */
export async function checkIn(tx: Tx, input: CheckInInput): Promise<{ booking: Booking }> {
  const confirmed = await getBooking(tx, input);
  bookingPolicy.authorise(tx.viewer, 'checkIn', confirmed);
  assertTransition(BOOKING_TRANSITIONS, 'booking', bookingStatusAt(confirmed, tx.now), 'CHECKED_IN');
  const number = await numbersAt(tx, confirmed.facilityId);
  assertCheckInTime(confirmed, tx.now, number(numbers.CHECK_IN_MINUTES_BEFORE));
  const booking = await updateRow(tx.db, Booking, confirmed, { status: 'CHECKED_IN', checkedInAt: tx.now, leaderless: false });
  await tx.schedule('settle_booking', { bookingId: booking.id }, { at: booking.end });
  if (booking.cardId) {
    await tx.publish(
      benefitUsed,
      { id: booking.cardId, version: booking.version },
      {
        memberId: booking.memberId,
        bookingId: booking.id,
        facilityId: booking.facilityId,
        priceFen: String(booking.priceFen),
        free: booking.priceFen === 0n,
      },
    );
  }
  return { booking };
}
