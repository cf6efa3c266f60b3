import { bookingNoShow } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { MarkNoShowInput } from '../schema.gen.ts';
import type { Suspension } from '../suspension/Suspension.ts';
import { suspendIfDue } from '../suspension/suspendIfDue.ts';
import { numbersAt } from '../venue-limit/limits.ts';
import { Booking } from './Booking.ts';
import { getBookingOfLockedMember } from './locks.ts';
import { bookingPolicy } from './policy.ts';
import { assertMissed, BOOKING_TRANSITIONS, bookingStatusAt } from './rules.ts';

/** Notes that the booker did not come; the third time in 90 days suspends them (VEN-INV-5). */
export async function markNoShow(tx: Tx, input: MarkNoShowInput): Promise<{ booking: Booking; suspension: Suspension | null }> {
  const confirmed = await getBookingOfLockedMember(tx, input);
  bookingPolicy.authorise(tx.viewer, 'markNoShow', confirmed);
  assertTransition(BOOKING_TRANSITIONS, 'booking', bookingStatusAt(confirmed, tx.now), 'NO_SHOW');
  const number = await numbersAt(tx, confirmed.facilityId);
  assertMissed(confirmed, tx.now, number(numbers.NO_SHOW_MINUTES_AFTER));
  const booking = await updateRow(tx.db, Booking, confirmed, { status: 'NO_SHOW', noShowAt: tx.now });
  const suspension = await suspendIfDue(tx, booking, number(numbers.NO_SHOWS));
  const { id, version, memberId, facilityId, scopePath } = booking;
  const data = { memberId, facilityId, scopePath, suspendedTo: suspension?.to ?? null };
  await tx.publish(bookingNoShow, { id, version }, data);
  return { booking, suspension };
}
