import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { MarkNoShowInput } from '../schema.gen.ts';
import type { Suspension } from '../suspension/Suspension.ts';
import { imposeDue, publishNoShow, settleMissed } from '../suspension/settleMissed.ts';
import { numbersAt } from '../venue-limit/limits.ts';
import { Booking } from './Booking.ts';
import { getBookingOfLockedMember } from './locks.ts';
import { bookingPolicy } from './policy.ts';
import { assertMissed, BOOKING_TRANSITIONS, bookingStatusAt } from './rules.ts';

/** Notes that the booker did not come; the third time in 90 days suspends them (VEN-INV-5). Once the time is over, it is noted by itself. */
export async function markNoShow(tx: Tx, input: MarkNoShowInput): Promise<{ booking: Booking; suspension: Suspension | null }> {
  const confirmed = await getBookingOfLockedMember(tx, input);
  bookingPolicy.authorise(tx.viewer, 'markNoShow', confirmed);
  assertTransition(BOOKING_TRANSITIONS, 'booking', bookingStatusAt(confirmed, tx.now), 'NO_SHOW');
  refuseIf(
    confirmed.leaderless,
    'VALIDATION_FAILED',
    'The leader of the group has died, and nobody leads it yet. A time to which nobody comes is cancelled when it is over.',
  );
  const number = await numbersAt(tx, confirmed.facilityId);
  assertMissed(confirmed, tx.now, number(numbers.NO_SHOW_MINUTES_AFTER));
  await settleMissed(tx, confirmed.memberId);
  const booking = await updateRow(tx.db, Booking, confirmed, { status: 'NO_SHOW', noShowAt: tx.now });
  const [suspension = null] = await imposeDue(tx, booking.memberId, booking.id);
  await publishNoShow(tx, booking, suspension);
  return { booking, suspension };
}
