import { insertRow, minutesAfter, newId, Refusal, refuseErased, rows, sql, type Tx } from '@union-graph/subgraph';
import { getFacility } from '../facility/getFacility.ts';
import { refuseDead } from '../member/place.ts';
import { numbers } from '../rule/numbers.ts';
import type { HoldSlotInput } from '../schema.gen.ts';
import { assertBookable, assertSlots } from '../slot/offer.ts';
import { offerOf } from '../slot/offerOf.ts';
import { overlaps, type Span } from '../slot/rules.ts';
import { isWaitedFor, offerFreeSlots } from '../waitlist/offerFreeSlots.ts';
import { appraise } from './appraise.ts';
import { Booking } from './Booking.ts';
import { assertNotSuspended, chosenAudience } from './buyer.ts';
import { lockMember } from './locks.ts';
import { newHold } from './newHold.ts';
import { bookingPolicy } from './policy.ts';
import { slotTaken, waitedFor } from './refusals.ts';

/**
 * Holds a slot for its booker for five minutes (domain rule 2.4.2), at the price of the audience they ask for. Who is the first to wait for just that
 * slot, when it has become free, gets the offer that is due to them: the audience is chosen when they confirm.
 */
export async function holdSlot(tx: Tx, input: HoldSlotInput): Promise<{ booking: Booking }> {
  const { db, now } = tx;
  const span = { start: input.start, end: input.end };
  const facility = await getFacility(tx, input.facilityId);
  const memberId = tx.viewer.personId ?? '';
  bookingPolicy.authorise(tx.viewer, 'holdSlot', { memberId, scopePath: facility.scopePath });
  assertBookable(facility);
  const offer = await offerOf(tx, facility, now);
  assertSlots(offer, span, now);
  // Nobody passes those who wait; whose turn it is has what they wait for.
  if (await isWaitedFor(tx, facility.id, span)) {
    const offered = (await offerFreeSlots(tx, facility)).find((hold) => hold.memberId === memberId && overlaps(hold, span));
    if (offered && offered.start.getTime() === span.start.getTime() && offered.end.getTime() === span.end.getTime())
      return { booking: offered };
    if (offered) throw waitedFor(offered);
  }
  await assertFree(tx, facility.id, { memberId, ...span });
  await lockMember(tx, memberId);
  await refuseErased(tx, [memberId]);
  await refuseDead(tx, [memberId]);
  await assertNotSuspended(tx, memberId);
  await assertFewHolds(tx, memberId);
  const audience = await chosenAudience(tx, memberId, input.audience);
  const terms = await appraise(tx, offer, span, { memberId, audience, bookingId: null });
  const heldUntil = minutesAfter(now, offer.number(numbers.HOLD_MINUTES));
  const booking = await insertRow(db, Booking, newHold(facility, { id: newId(), memberId, ...span, ...terms, heldUntil }));
  await tx.schedule('settle_booking', { bookingId: booking.id, facilityId: facility.id }, { at: heldUntil });
  return { booking };
}

interface Wish extends Span {
  readonly memberId: string;
}

/** Holds whose time is over make way, whether or not a job has run; what then still overlaps has the slot (VEN-INV-1). */
async function assertFree({ db, now }: Tx, facilityId: string, { memberId, start, end }: Wish): Promise<void> {
  await rows(
    db,
    sql`update booking set status = 'EXPIRED', version = version + 1
    where facility_id = ${facilityId} and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) and status = 'HELD' and held_until <= ${now}`,
  );
  // The exclusion constraint says the same; asking first keeps the losers of a rush from doing the rest of the work.
  const [taken] = await rows<{ id: string; status: string; isOwn: boolean }>(
    db,
    sql`select id, status, member_id = ${memberId}::uuid as "isOwn" from booking where facility_id = ${facilityId}
    and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) and status in ('HELD', 'CONFIRMED', 'CHECKED_IN') order by "isOwn" desc limit 1`,
  );
  if (taken) throw slotTaken(taken.isOwn ? taken : undefined);
}

/** Who holds without confirming would keep courts from everybody, five minutes at a time. What the waiting list offers them does not count. */
async function assertFewHolds({ db, number, now }: Tx, memberId: string): Promise<void> {
  const most = number(numbers.HOLDS_PER_MEMBER);
  const held = await rows(
    db,
    sql`select from booking b where b.member_id = ${memberId} and b.status = 'HELD' and b.held_until > ${now}
    and not exists (select from waitlist_entry w where w.booking_id = b.id) limit ${most}`,
  );
  if (held.length < most) return;
  throw new Refusal('QUOTA_EXCEEDED', `You hold ${most} slots. Confirm one, or let one lapse, before you hold another.`, {
    field: 'facilityId',
  });
}
