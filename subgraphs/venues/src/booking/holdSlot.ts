import { civilDay, insertRow, newId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { findActiveCard } from '../card-standing/queries.ts';
import { getFacility } from '../facility/getFacility.ts';
import { numbers } from '../rule/numbers.ts';
import type { HoldSlotInput } from '../schema.gen.ts';
import { assertBookable, offerOf } from '../slot/offer.ts';
import { assertWholeSlots, type Span } from '../slot/rules.ts';
import { findSuspension } from '../suspension/queries.ts';
import type { Audience } from '../tariff/rules.ts';
import { appraise } from './appraise.ts';
import { Booking } from './Booking.ts';
import { lockMember } from './locks.ts';
import { bookingPolicy } from './policy.ts';
import { cardNotActive, slotTaken } from './refusals.ts';
import { minutesAfter } from './rules.ts';

/** Holds a slot for its booker for five minutes (domain rule 2.4.2), at the price of the audience they ask for. */
export async function holdSlot(tx: Tx, input: HoldSlotInput): Promise<{ booking: Booking }> {
  const { db, now } = tx;
  const span = { start: input.start, end: input.end };
  const facility = await getFacility(tx, input.facilityId);
  const memberId = tx.viewer.personId ?? '';
  bookingPolicy.authorise(tx.viewer, 'holdSlot', { memberId, scopePath: facility.scopePath });
  assertBookable(facility);
  assertWholeSlots(facility.slotMinutes, span, now, tx.number(numbers.DAYS_AHEAD));
  await assertFree(tx, facility.id, span);
  await lockMember(tx, memberId);
  await assertNotSuspended(tx, memberId);
  const audience = await chosenAudience(tx, memberId, input.audience);
  const terms = await appraise(tx, await offerOf(db, facility, now), span, { memberId, audience, bookingId: null });
  const heldUntil = minutesAfter(now, tx.number(numbers.HOLD_MINUTES));
  const booking = await insertRow(db, Booking, {
    id: newId(),
    memberId,
    facilityId: facility.id,
    ...span,
    day: civilDay(span.start),
    ...terms,
    cardId: null,
    status: 'HELD',
    heldUntil,
    checkedInAt: null,
    noShowAt: null,
    cancelledAt: null,
    cancelReason: null,
    districtCode: facility.districtCode,
    scopePath: facility.scopePath,
    version: 1,
  });
  await tx.schedule('settle_booking', { bookingId: booking.id }, { at: heldUntil });
  return { booking };
}

/** Holds whose time is over make way, whether or not a job has run; what then still overlaps has the slot (VEN-INV-1). */
async function assertFree({ db, now }: Tx, facilityId: string, { start, end }: Span): Promise<void> {
  await rows(
    db,
    sql`update booking set status = 'EXPIRED', version = version + 1
    where facility_id = ${facilityId} and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) and status = 'HELD' and held_until <= ${now}`,
  );
  // The exclusion constraint says the same; asking first keeps the losers of a rush from doing the rest of the work.
  const [taken] = await rows(
    db,
    sql`select from booking where facility_id = ${facilityId}
    and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) and status in ('HELD', 'CONFIRMED', 'CHECKED_IN') limit 1`,
  );
  if (taken) throw slotTaken();
}

async function assertNotSuspended({ db, now }: Tx, memberId: string): Promise<void> {
  const suspension = await findSuspension(db, memberId, civilDay(now));
  if (!suspension) return;
  const message = `You may not book until the end of ${suspension.to}: ${suspension.reason}. The manager of the venue hears appeals.`;
  throw new Refusal('BOOKING_SUSPENDED', message, { rule: 'VEN-INV-5' });
}

/** A card-holder gets the card's price unless they choose another; who asks for it needs an active card (VEN-INV-4). */
async function chosenAudience({ db, now }: Tx, memberId: string, asked: Audience | null | undefined): Promise<Audience> {
  if (asked && asked !== 'CARD_HOLDER') return asked;
  if (await findActiveCard(db, memberId, civilDay(now))) return 'CARD_HOLDER';
  if (asked) throw cardNotActive();
  return 'WORKER';
}
