import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import { lapse } from '../waitlist/offerFreeSlots.ts';
import { Booking } from './Booking.ts';
import { publishCancelled } from './cancelBooking.ts';

/**
 * Takes all bookings out of a time in which a facility closes (`end` null: for good): holds lapse, confirmed bookings are
 * cancelled with the reason, those who wait are told that they wait in vain, those who are playing may finish. The facility must be locked. Gives the number of cancelled ones.
 */
export async function clearBookings(
  tx: Tx,
  facilityId: string,
  { start, end }: { start: Date; end: Date | null },
  reason: string,
): Promise<number> {
  const { db, now } = tx;
  const affected = sql`select o.id from booking o where o.facility_id = ${facilityId} and o.status in ('HELD', 'CONFIRMED')
    and tstzrange(o.start_at, o.end_at) && tstzrange(${start}, ${end}) order by o.id for update`;
  await rows(
    db,
    sql`update booking set status = 'EXPIRED', held_until = least(held_until, ${now}), version = version + 1
    where status = 'HELD' and id in (${affected})`,
  );
  const cancelled = await rows<Booking>(
    db,
    sql`with gone as (
      update booking set status = 'CANCELLED', cancelled_at = ${now}, cancel_reason = ${reason}, version = version + 1
      where status = 'CONFIRMED' and id in (${affected}) returning *
    ) select ${columns(Booking, 'gone')} from gone order by gone.id`,
  );
  await lapse(
    tx,
    sql`w.facility_id = ${facilityId} and tstzrange(w.start_at, w.end_at) && tstzrange(${start}, ${end})`,
    'CLOSURE',
  );
  for (const booking of cancelled) await publishCancelled(tx, booking, 'CLOSURE');
  return cancelled.length;
}
