import { memberListed, registrationCancelled } from '@union-graph/events';
import { columns, handle, onDeath, onRowsOfDead, recordsOf, rows, sql, type Tx } from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { publishCancelled } from '../booking/cancelBooking.ts';
import { lockMember } from '../booking/locks.ts';
import { lockEvent } from '../event/getEvent.ts';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { endLeadership, lockGroupsOf } from '../group/endLeadership.ts';
import { HAS_DIED_ZH } from '../member/died.ts';
import { findUnionPath, isLastWord, OUTSIDE_UNIONS } from '../member/place.ts';
import { fillFreeSeats } from '../registration/seats.ts';
import { endMembershipsOfDead } from '../troupe/endMembership.ts';
import { presentPathOf } from '../union/passToSuccessor.ts';
import { lapse, offerFreeSlots } from '../waitlist/offerFreeSlots.ts';

/**
 * With the word of a death, in the same transaction: waits, holds, bookings and seats of the person that are to come end, and go to the next; the
 * groups that they lead wait for another leader, and keep their times; they are in no team of the art troupe, and in no cast to come. It stands before `memberPlaced` in the list of handlers, since events,
 * facilities and groups are locked before a member's row, and since the place that is known until then is the union in which the person was.
 */
export const endForDead = handle(memberListed, async (tx, { subject, aggregateversion, data }) => {
  if (data.hasDied !== true || !(await isLastWord(tx, subject, aggregateversion))) return;
  for (const memberId of await recordsOf(tx.db, subject)) await endOpen(tx, memberId, data.scopePath);
});

/** The same of what comes from another record of a person who had died before the two were merged. */
export const endForMerged = onRowsOfDead('member_place', (tx, { memberId }) => endOpen(tx, memberId, OUTSIDE_UNIONS));

/** Ends what is open of a person who has died; `homePath` is where somebody finds another leader for the groups of one who was in no union. */
async function endOpen(tx: Tx, memberId: string, homePath: string): Promise<void> {
  await endSeats(tx, memberId);
  const facilities = await lockFacilities(tx, memberId);
  await lockGroupsOf(tx, memberId);
  await lockMember(tx, memberId);
  const unionPath = await findUnionPath(tx, memberId);
  await endLeadership(tx, memberId, unionPath === null ? homePath : await presentPathOf(tx, unionPath));
  await endSlots(tx, memberId, facilities);
  await endMembershipsOfDead(tx, memberId);
}

/**
 * Ends the seats that were given while the word of the death came. It stands behind `memberPlaced`, which waits for whoever registers somebody of whose death
 * they have not read; who registers later is refused.
 */
export const endLateSeats = onDeath('member_place', (tx, { memberId }) => endSeats(tx, memberId));

async function endSeats(tx: Tx, memberId: string): Promise<void> {
  const events = await rows<{ id: string }>(
    tx.db,
    sql`select distinct e.id from registration r join culture_event e on e.id = r.event_id
      where r.member_id = ${memberId} and r.status in ('CONFIRMED', 'WAITLISTED') and e.ends_at > ${tx.now} order by e.id`,
  );
  for (const { id: eventId } of events) {
    const event = await lockEvent(tx, eventId);
    const ended = await rows<{ id: string; version: number; scopePath: string }>(
      tx.db,
      sql`with ended as (
        update registration set status = 'CANCELLED', cancelled_at = ${tx.now}, version = version + 1
        where event_id = ${eventId} and member_id = ${memberId} and status in ('CONFIRMED', 'WAITLISTED') returning id, version, scope_path)
      select id, version, scope_path as "scopePath" from ended order by id`,
    );
    for (const { id, version, scopePath } of ended)
      await tx.publish(registrationCancelled, { id, version }, { memberId, eventId, scopePath, because: 'DEATH' });
    await fillFreeSeats(tx, event);
  }
}

/** The facilities at which the member has booked something for themselves, or waits, locked. */
async function lockFacilities(tx: Tx, memberId: string): Promise<Facility[]> {
  const found = await rows<{ id: string }>(
    tx.db,
    sql`select b.facility_id as id from booking b where b.member_id = ${memberId} and b.status in ('HELD', 'CONFIRMED')
        and b.end_at > ${tx.now} and b.recurring_id is null
      union select w.facility_id from waitlist_entry w where w.member_id = ${memberId} and w.status in ('WAITING', 'OFFERED') order by id`,
  );
  const facilities = [];
  for (const { id } of found) facilities.push(await getFacility(tx, id));
  return facilities;
}

async function endSlots(tx: Tx, memberId: string, facilities: readonly Facility[]): Promise<void> {
  await lapse(tx, sql`w.member_id = ${memberId}::uuid`, 'DEATH');
  for (const booking of await endBookings(tx, memberId)) await publishCancelled(tx, booking, 'DEATH');
  for (const facility of facilities) await offerFreeSlots(tx, facility);
}

/** Ends the member's holds, and cancels what they have booked; gives what was cancelled. */
async function endBookings({ db, now }: Tx, memberId: string): Promise<Booking[]> {
  const open = sql`member_id = ${memberId} and end_at > ${now} and recurring_id is null`;
  await rows(
    db,
    sql`update booking set status = 'EXPIRED', held_until = least(held_until, ${now}), version = version + 1 where status = 'HELD' and ${open}`,
  );
  return rows<Booking>(
    db,
    sql`with gone as (
      update booking set status = 'CANCELLED', cancelled_at = ${now}, cancel_reason = ${HAS_DIED_ZH}, version = version + 1
      where status = 'CONFIRMED' and ${open} returning *)
    select ${columns(Booking, 'gone')} from gone order by gone.id`,
  );
}
