import { bookingNoShow } from '@union-graph/events';
import { columns, insertRow, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { isMissed, readSuspensionsDue } from './queries.ts';
import { Suspension } from './Suspension.ts';

/**
 * Writes down which bookings of a locked member ended without anybody having come, and the suspensions that they bring, so that no act waits for the
 * task that does it (VEN-INV-5).
 */
export async function settleMissed(tx: Tx, memberId: string): Promise<void> {
  const missed = await rows<Booking>(
    tx.db,
    sql`select ${columns(Booking, 'b')} from booking b where b.member_id = ${memberId} and ${isMissed(tx.now)} order by b.id for update`,
  );
  if (missed.length === 0) return;
  const due = await imposeDue(tx, memberId);
  for (const booking of missed) {
    const written = await updateRow(tx.db, Booking, booking, { status: 'NO_SHOW', noShowAt: booking.end });
    await publishNoShow(tx, written, due.find(({ id }) => id === booking.id) ?? null);
  }
}

/** Imposes what a locked member's missed bookings bring, the one among them that is marked now. Gives what is new. */
export async function imposeDue(tx: Tx, memberId: string, markedId: string | null = null): Promise<Suspension[]> {
  const due = await readSuspensionsDue(tx, [memberId], markedId);
  for (const suspension of due) await insertRow(tx.db, Suspension, suspension);
  return due;
}

/** Tells that a booking was missed, and until when its booker is suspended for it. */
export const publishNoShow = (
  tx: Tx,
  { id, version, memberId, facilityId, scopePath }: Booking,
  suspension: Suspension | null,
): Promise<void> =>
  tx.publish(bookingNoShow, { id, version }, { memberId, facilityId, scopePath, suspendedTo: suspension?.to ?? null });
