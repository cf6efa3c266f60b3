import { type Task, updateRow } from '@union-graph/subgraph';
import { Booking } from './Booking.ts';
import { statusAt } from './rules.ts';

/** Writes down what time has decided about one booking. Nothing depends on it: readers and holds decide by the clock. */
const settleBooking: Task = async ({ db, now }, { bookingId }) => {
  const booking = await db.findOne(Booking, { where: { id: bookingId as string }, lock: { mode: 'pessimistic_write' } });
  if (!booking) return;
  const status = statusAt(booking, now);
  if (status !== booking.status) await updateRow(db, Booking, booking, { status });
};

export const bookingTasks = { settle_booking: settleBooking };
