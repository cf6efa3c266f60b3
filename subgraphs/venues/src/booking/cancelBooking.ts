import { bookingCancelled } from '@union-graph/events';
import { assertTransition, checkedText, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { CancelBookingInput } from '../schema.gen.ts';
import { numbersAt } from '../venue-limit/limits.ts';
import { offerFreeSlots } from '../waitlist/offerFreeSlots.ts';
import { Booking } from './Booking.ts';
import { getBookingOfLockedFacility } from './locks.ts';
import { bookingPolicy } from './policy.ts';
import { assertCancellable, BOOKING_TRANSITIONS, bookingStatusAt } from './rules.ts';

/**
 * Cancels a confirmed booking: the booker until two hours before, a manager at any time with a reason (domain rule 2.4.2). What becomes free is
 * offered to those who wait for it.
 */
export async function cancelBooking(tx: Tx, input: CancelBookingInput): Promise<{ booking: Booking }> {
  const { facility, booking: confirmed } = await getBookingOfLockedFacility(tx, input);
  bookingPolicy.authorise(tx.viewer, 'cancelBooking', confirmed);
  assertTransition(BOOKING_TRANSITIONS, 'booking', bookingStatusAt(confirmed, tx.now), 'CANCELLED');
  const isOwn = tx.viewer.personId === confirmed.memberId;
  const number = await numbersAt(tx, facility.id);
  if (isOwn) assertCancellable(confirmed, tx.now, number(numbers.CANCEL_MINUTES_BEFORE));
  else if (input.reason == null) throw new Refusal('BAD_USER_INPUT', 'Say why: the booker reads it.', { field: 'reason' });
  const booking = await updateRow(tx.db, Booking, confirmed, {
    status: 'CANCELLED',
    cancelledAt: tx.now,
    cancelReason: input.reason == null ? null : checkedText(input.reason, 'reason', 200),
  });
  await publishCancelled(tx, booking, isOwn ? 'MEMBER' : 'MANAGER');
  await offerFreeSlots(tx, facility);
  return { booking };
}

/** Tells that a booking is off, and who called it off or what ended it. */
export const publishCancelled = (
  tx: Tx,
  { id, version, memberId, facilityId, scopePath }: Pick<Booking, 'id' | 'version' | 'memberId' | 'facilityId' | 'scopePath'>,
  by: 'MEMBER' | 'MANAGER' | 'CLOSURE' | 'DEATH',
): Promise<void> => tx.publish(bookingCancelled, { id, version }, { memberId, facilityId, scopePath, by });
