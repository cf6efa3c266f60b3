import { bookingConfirmed } from '@union-graph/events';
import {
  civilDay,
  insertRow,
  insertRows,
  newId,
  Refusal,
  readCalendar,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { assertNotSuspended } from '../booking/buyer.ts';
import { lockMember } from '../booking/locks.ts';
import { newHold } from '../booking/newHold.ts';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { refuseDead } from '../member/place.ts';
import type { BookRecurringInput } from '../schema.gen.ts';
import { assertBookable, type Offer, priceOf, publicPriceOf } from '../slot/offer.ts';
import { offerOf } from '../slot/offerOf.ts';
import { isWithinHours, overlaps, type Span } from '../slot/rules.ts';
import { offerFreeSlots } from '../waitlist/offerFreeSlots.ts';
import { checkedRecurrence } from './checkedRecurrence.ts';
import type { FitnessGroup } from './FitnessGroup.ts';
import { getGroup } from './getGroup.ts';
import { assertFewTimes } from './leadership.ts';
import { groupPolicy } from './policy.ts';
import { assertPrimeShare } from './prime.ts';
import { RecurringBooking } from './RecurringBooking.ts';
import { daysOf, type Recurrence, type Skipped, spanOn } from './rules.ts';

interface Booked {
  readonly recurring: RecurringBooking;
  readonly bookedCount: number;
  readonly skipped: Skipped[];
}

/** Books a time of the week for a group until a day (S-71); groups leave individuals their share of the prime hours (VEN-INV-8). */
export async function bookRecurring(tx: Tx, input: BookRecurringInput): Promise<Booked> {
  const facility = await getFacility(tx, input.facilityId);
  const group = await getGroup(tx, input.groupId);
  groupPolicy.authorise(tx.viewer, 'bookRecurring', group);
  assertBookable(facility);
  refuseIf(
    facility.venueId !== group.venueId,
    'VALIDATION_FAILED',
    'A group has its times at the venue where it is registered.',
    {
      rule: 'S-71',
      field: 'facilityId',
    },
  );
  refuseIf(
    group.size > facility.capacity,
    'VALIDATION_FAILED',
    `"${facility.nameZh}" takes ${facility.capacity} people; the group has ${group.size}.`,
    {
      field: 'facilityId',
    },
  );
  await refuseDead(tx, [group.leaderId]);
  const recurrence = checkedRecurrence(tx, input, facility.slotMinutes);
  const leaderId = group.leaderId as string;
  await assertFewTimes(tx, group.id);
  await lockMember(tx, leaderId);
  await assertNotSuspended(tx, leaderId);
  await offerFreeSlots(tx, facility);
  const offer = await offerOf(tx, facility, tx.now);
  const { times, skipped } = await timesOf(tx, offer, recurrence);
  await assertFree(tx, facility.id, { leaderId, times });
  await assertPrimeShare(tx, offer, times);
  const { recurring, bookings } = rowsFor({ group, facility, offer }, recurrence, times);
  await insertRow(tx.db, RecurringBooking, recurring);
  await insertRows(tx.db, Booking, bookings);
  for (const { id, version, memberId, facilityId, scopePath, priceFen, end } of bookings) {
    await tx.publish(bookingConfirmed, { id, version }, { memberId, facilityId, scopePath, priceFen: String(priceFen) });
    await tx.schedule('settle_booking', { bookingId: id }, { at: end });
  }
  return { recurring, bookedCount: bookings.length, skipped };
}

/** The times of a recurrence that the facility is open for; days off and closures are left out and told. */
async function timesOf(
  tx: Tx,
  { openingHours, closures }: Offer,
  recurrence: Recurrence,
): Promise<{ times: Span[]; skipped: Skipped[] }> {
  const { days, skipped } = daysOf(recurrence, await readCalendar(tx.db));
  const times: Span[] = [];
  for (const day of days) {
    const span = spanOn(day, recurrence.start, recurrence.end);
    if (!isWithinHours(openingHours, span))
      throw new Refusal('OUTSIDE_HOURS', 'The facility is not open for the whole of that time. See its "openingHours".', {
        field: 'start',
      });
    if (span.start < tx.now) continue;
    if (closures.some(({ from, to }) => overlaps({ start: from, end: to }, span))) skipped.push({ on: day, reason: 'CLOSED' });
    else times.push(span);
  }
  refuseIf(times.length === 0, 'VALIDATION_FAILED', 'No day is left to come on. Choose other days.', { field: 'until' });
  return { times, skipped: skipped.sort((one, other) => (one.on < other.on ? -1 : 1)) };
}

const MOST_TOLD = 5;

async function assertFree(
  { db }: Tx,
  facilityId: string,
  { leaderId, times }: { readonly leaderId: string; readonly times: readonly Span[] },
): Promise<void> {
  const taken = await rows<{ day: string; isOwn: boolean }>(
    db,
    sql`select b.day, bool_and(b.member_id = ${leaderId}::uuid) as "isOwn" from booking b
    join unnest(${times.map(({ start }) => start.toISOString())}::timestamptz[], ${times.map(({ end }) => end.toISOString())}::timestamptz[]) as t(start, stop)
      on tstzrange(b.start_at, b.end_at) && tstzrange(t.start, t.stop)
    where b.facility_id = ${facilityId} and b.status in ('HELD', 'CONFIRMED', 'CHECKED_IN') group by b.day order by b.day limit ${MOST_TOLD}`,
  );
  if (taken.length === 0) return;
  const days = taken.map(({ day }) => day).join(', ');
  const who = taken.every(({ isOwn }) => isOwn) ? 'You, by bookings of your own, have' : 'Somebody has';
  throw new Refusal(
    'SLOT_TAKEN',
    `${who} part of that time on ${days}. Name these days as "exceptions", or choose another time.`,
    {
      rule: 'VEN-INV-1',
      field: 'exceptions',
    },
  );
}

function rowsFor(
  { group, facility, offer }: { group: FitnessGroup; facility: Facility; offer: Offer },
  { exceptions, ...recurrence }: Recurrence,
  times: readonly Span[],
): { recurring: RecurringBooking; bookings: Booking[] } {
  const recurring = {
    ...{ id: newId(), groupId: group.id, facilityId: facility.id, ...recurrence, exceptions: [...exceptions] },
    ...{ cancelledAt: null, version: 1 },
  };
  const bookings = times.map((span): Booking => {
    const price = priceOf(offer, span, 'GROUP');
    if (!price)
      throw new Refusal('NOT_BOOKABLE', `No price is set for ${civilDay(span.start)} yet. Ask the venue.`, { field: 'until' });
    const terms = {
      audience: 'GROUP' as const,
      priceFen: price.priceFen,
      publicPriceFen: publicPriceOf(offer, span),
      appliedRuleId: price.rule?.id ?? null,
      openPeriodId: null,
    };
    const hold = newHold(facility, { id: newId(), memberId: group.leaderId as string, ...span, ...terms, heldUntil: null });
    return { ...hold, status: 'CONFIRMED', recurringId: recurring.id };
  });
  return { recurring, bookings };
}
