import { waitlistLapsed, waitlistOffered } from '@union-graph/events';
import { civilDay, columns, insertRows, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { newHold } from '../booking/newHold.ts';
import type { Facility } from '../facility/Facility.ts';
import { numbers } from '../rule/numbers.ts';
import { priceOf, publicPriceOf } from '../slot/offer.ts';
import { offerOf } from '../slot/offerOf.ts';
import type { Span } from '../slot/rules.ts';
import { readSuspensionsDue } from '../suspension/queries.ts';
import { holds } from '../suspension/rules.ts';
import { firstServed, offerEnd } from './rules.ts';
import { WaitlistEntry } from './WaitlistEntry.ts';

/**
 * Ends the holds and offers of a locked facility that have run out, and offers what is free to those who have waited longest (2.4.2). An
 * offer is a hold of theirs, so that nobody else can have the slot; a job does the same again when it runs out. Gives the holds that it made.
 */
export async function offerFreeSlots(tx: Tx, facility: Facility): Promise<readonly Booking[]> {
  await endHolds(tx, [facility.id]);
  await endWaits(tx, facility.id);
  const waiting = await waitingForFree(tx, facility.id);
  if (waiting.length === 0) return [];
  const offer = await offerOf(tx, facility, tx.now);
  const made = firstServed(waiting).flatMap((entry) => {
    const price = priceOf(offer, entry, 'WORKER');
    if (!price) return [];
    const heldUntil = offerEnd(tx.now, entry.start, tx.number(numbers.OFFER_MINUTES));
    const terms = {
      audience: 'WORKER' as const,
      priceFen: price.priceFen,
      publicPriceFen: publicPriceOf(offer, entry),
      appliedRuleId: price.rule?.id ?? null,
      openPeriodId: null,
    };
    const span = { start: entry.start, end: entry.end };
    return [{ entry, hold: newHold(facility, { id: newId(), memberId: entry.memberId, ...span, ...terms, heldUntil }) }];
  });
  const offered = made.map(({ hold }) => hold);
  await insertRows(tx.db, Booking, offered);
  await noteOffers(tx, made);
  return offered;
}

async function noteOffers(tx: Tx, made: readonly { entry: WaitlistEntry; hold: Booking }[]): Promise<void> {
  await rows(
    tx.db,
    sql`update waitlist_entry w set status = 'OFFERED', booking_id = made.booking, offer_expires_at = made.until, version = version + 1
    from unnest(${made.map(({ entry }) => entry.id)}::uuid[], ${made.map(({ hold }) => hold.id)}::uuid[],
      ${made.map(({ hold }) => hold.heldUntil?.toISOString())}::timestamptz[]) as made(id, booking, until) where w.id = made.id`,
  );
  for (const { entry, hold } of made) {
    const until = hold.heldUntil as Date;
    const { id, version, memberId, facilityId, scopePath } = entry;
    const data = { memberId, facilityId, scopePath, bookingId: hold.id, until: until.toISOString() };
    await tx.publish(waitlistOffered, { id, version: version + 1 }, data);
    await tx.schedule('settle_booking', { bookingId: hold.id, facilityId }, { at: until });
  }
}

/** Ends the holds of locked facilities that have run out. */
export const endHolds = ({ db, now }: Tx, facilityIds: readonly string[]): Promise<unknown> =>
  rows(
    db,
    sql`update booking set status = 'EXPIRED', version = version + 1
    where facility_id = any(${facilityIds}::uuid[]) and status = 'HELD' and held_until <= ${now}`,
  );

/** Offers that ran out, and waits for what has begun. */
async function endWaits(tx: Tx, facilityId: string): Promise<void> {
  const ended = sql`((w.status = 'OFFERED' and w.offer_expires_at <= ${tx.now}) or (w.status = 'WAITING' and w.start_at <= ${tx.now}))`;
  await lapse(tx, sql`w.facility_id = ${facilityId} and ${ended}`, 'TIME');
}

/** Ends waits by a condition on `waitlist_entry w`, and tells those who waited. */
export async function lapse(tx: Tx, condition: ReturnType<typeof sql>, by: 'TIME' | 'CLOSURE' | 'DEATH'): Promise<void> {
  const ended = await rows<WaitlistEntry>(
    tx.db,
    sql`with ended as (
      update waitlist_entry w set status = 'LAPSED', offer_expires_at = null, version = version + 1
      where w.status in ('WAITING', 'OFFERED') and ${condition} returning *)
    select ${columns(WaitlistEntry, 'ended')} from ended order by ended.id`,
  );
  for (const { id, version, memberId, facilityId, scopePath } of ended)
    await tx.publish(waitlistLapsed, { id, version }, { memberId, facilityId, scopePath, by });
}

/** Of each window that is wholly free, the one who came first; who is suspended keeps their place and is passed over. */
async function waitingForFree(tx: Tx, facilityId: string): Promise<WaitlistEntry[]> {
  const { db, now } = tx;
  const passed = await suspendedByTime(tx, facilityId);
  return rows(
    db,
    sql`select distinct on (w.start_at, w.end_at) ${columns(WaitlistEntry, 'w')} from waitlist_entry w
    where w.facility_id = ${facilityId} and w.status = 'WAITING'
      and not exists (select from booking b where b.facility_id = w.facility_id and b.status in ('HELD', 'CONFIRMED', 'CHECKED_IN')
        and tstzrange(b.start_at, b.end_at) && tstzrange(w.start_at, w.end_at))
      and not exists (select from closure c where c.facility_id = w.facility_id and tstzrange(c.from_at, c.to_at) && tstzrange(w.start_at, w.end_at))
      and not exists (select from suspension s where s.member_id = w.member_id and s.lifted_at is null
        and ${civilDay(now)}::date between s.from_on and s.to_on)
      and w.member_id <> all(${passed}::uuid[])
    order by w.start_at, w.end_at, w.arrival`,
  );
}

/** Those who wait for a facility and are suspended for what they missed last, which no task has written down. */
async function suspendedByTime(tx: Tx, facilityId: string): Promise<string[]> {
  const waiting = await rows<{ memberId: string }>(
    tx.db,
    sql`select distinct w.member_id as "memberId" from waitlist_entry w where w.facility_id = ${facilityId} and w.status = 'WAITING'`,
  );
  if (waiting.length === 0) return [];
  const due = await readSuspensionsDue(
    tx,
    waiting.map(({ memberId }) => memberId),
  );
  return due.filter((ban) => holds(ban, civilDay(tx.now))).map(({ memberId }) => memberId);
}

/** Whether somebody waits for a part of a span. */
export async function isWaitedFor({ db }: Tx, facilityId: string, { start, end }: Span): Promise<boolean> {
  const found = await rows(
    db,
    sql`select from waitlist_entry where facility_id = ${facilityId} and status in ('WAITING', 'OFFERED')
    and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) limit 1`,
  );
  return found.length > 0;
}
