import { bookingMoved } from '@union-graph/events';
import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import { Facility } from '../facility/Facility.ts';
import { closuresOf, openingHoursOf } from '../facility/queries.ts';
import { isWithinHours, overlaps, type Span } from '../slot/rules.ts';
import { endHolds } from '../waitlist/offerFreeSlots.ts';
import { Booking } from './Booking.ts';

/** The facilities of the same venue that bookings may move to, and the facility itself, locked in the order of their ids like everywhere. */
export const lockSiblings = (tx: Tx, facilityId: string): Promise<Facility[]> =>
  rows(
    tx.db,
    sql`select ${columns(Facility, 'f')} from facility f join facility own on own.id = ${facilityId}
    where f.venue_id = own.venue_id and f.kind = own.kind and f.access_mode = 'BOOKABLE' and f.retired_at is null
      and f.slot_minutes = own.slot_minutes and f.capacity >= own.capacity order by f.id for update of f`,
  );

/** Whether a facility can have a span, by its opening hours, its closures and what is booked there. */
type HasRoom = (facilityId: string, span: Span) => boolean;

/**
 * Moves the confirmed bookings of a locked facility in a time to others of the venue that are free then, at the price that was agreed, and tells
 * the bookers (domain rule 2.4.2). Those that find no room stay, and so do the
 * times of groups, which would take another facility's prime hours. Gives the number of moved ones.
 */
export async function moveBookings(
  tx: Tx,
  { facilityId, siblings }: { facilityId: string; siblings: readonly Facility[] },
  { start, end }: Span,
  reason: string,
): Promise<number> {
  const others = siblings.filter(({ id }) => id !== facilityId).map(({ id }) => id);
  const affected = await rows<Booking>(
    tx.db,
    sql`select ${columns(Booking, 'b')} from booking b where b.facility_id = ${facilityId} and b.status = 'CONFIRMED' and b.recurring_id is null
    and tstzrange(b.start_at, b.end_at) && tstzrange(${start}, ${end}) order by b.id for update`,
  );
  if (others.length === 0 || affected.length === 0) return 0;
  await endHolds(tx, others);
  const hasRoom = await roomIn(tx, others, affected);
  // Bookings of one facility never overlap, so two of them may move to one.
  const placed = affected.flatMap((booking) => {
    const facilityId = others.find((id) => hasRoom(id, booking));
    return facilityId ? [{ facilityId, booking }] : [];
  });
  await writeMoves(tx, placed, reason);
  return placed.length;
}

async function roomIn({ db, now }: Tx, facilityIds: readonly string[], wanted: readonly Span[]): Promise<HasRoom> {
  const hours = await openingHoursOf(db, facilityIds);
  const closures = await closuresOf(db, facilityIds, now);
  const first = new Date(Math.min(...wanted.map(({ start }) => start.getTime())));
  const last = new Date(Math.max(...wanted.map(({ end }) => end.getTime())));
  const taken = await rows<Span & { facilityId: string }>(
    db,
    sql`select facility_id as "facilityId", start_at as start, end_at as end from booking where facility_id = any(${facilityIds}::uuid[])
    and status in ('HELD', 'CONFIRMED', 'CHECKED_IN') and tstzrange(start_at, end_at) && tstzrange(${first}, ${last})`,
  );
  return (id, span) =>
    isWithinHours(
      hours.filter(({ facilityId }) => facilityId === id),
      span,
    ) &&
    !closures.some(({ facilityId, from, to }) => facilityId === id && overlaps({ start: from, end: to }, span)) &&
    !taken.some((other) => other.facilityId === id && overlaps(other, span));
}

async function writeMoves(tx: Tx, placed: readonly { facilityId: string; booking: Booking }[], reason: string): Promise<void> {
  await rows(
    tx.db,
    sql`update booking b set facility_id = moved.facility, move_reason = ${reason}, version = version + 1
    from unnest(${placed.map(({ booking }) => booking.id)}::uuid[], ${placed.map(({ facilityId }) => facilityId)}::uuid[]) as moved(id, facility)
    where b.id = moved.id`,
  );
  for (const { booking, facilityId } of placed) {
    const { id, version, memberId, scopePath, facilityId: fromFacilityId } = booking;
    await tx.publish(bookingMoved, { id, version: version + 1 }, { memberId, facilityId, scopePath, fromFacilityId });
  }
}
