import { type Task, updateRow } from '@union-graph/subgraph';
import { getFacility } from '../facility/getFacility.ts';
import { settleMissed } from '../suspension/settleMissed.ts';
import { offerFreeSlots } from '../waitlist/offerFreeSlots.ts';
import { Booking } from './Booking.ts';
import { publishCancelled } from './cancelBooking.ts';
import { lockMember } from './locks.ts';
import { bookingStatusAt } from './rules.ts';

/**
 * Writes down what time has decided about one booking; readers and holds decide by the clock. A hold that ran out goes to the next who waits, and
 * so does one that went with its person's data.
 */
const settleBooking: Task = async (tx, { bookingId, facilityId }) => {
  const known = await tx.db.findOneBy(Booking, { id: bookingId as string });
  const lapsed = known ? bookingStatusAt(known, tx.now) === 'EXPIRED' : true;
  const where = known?.facilityId ?? (facilityId as string | undefined);
  if (lapsed && where) return void (await offerFreeSlots(tx, await getFacility(tx, where)));
  if (!known || bookingStatusAt(known, tx.now) === known.status) return;
  if (known.status === 'CONFIRMED' && !known.leaderless) {
    await lockMember(tx, known.memberId);
    return settleMissed(tx, known.memberId);
  }
  const booking = await tx.db.findOneOrFail(Booking, { where: { id: known.id }, lock: { mode: 'pessimistic_write' } });
  const status = bookingStatusAt(booking, tx.now);
  if (status === 'CANCELLED' && booking.status === 'CONFIRMED')
    return publishCancelled(tx, await updateRow(tx.db, Booking, booking, { status, cancelledAt: booking.end }), 'DEATH');
  if (status !== booking.status) await updateRow(tx.db, Booking, booking, { status });
};

export const bookingTasks = { settle_booking: settleBooking };
