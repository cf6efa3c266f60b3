import { bookingConfirmed } from '@union-graph/events';
import { assertTransition, civilDay, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { findActiveCard } from '../card-standing/queries.ts';
import { Facility } from '../facility/Facility.ts';
import { refuseDead } from '../member/place.ts';
import { offerOf } from '../slot/offerOf.ts';
import type { Audience } from '../tariff/rules.ts';
import { appraise } from './appraise.ts';
import { Booking } from './Booking.ts';
import { cardNotActive } from './refusals.ts';
import { BOOKING_TRANSITIONS, bookingStatusAt } from './rules.ts';

/**
 * Makes a locked hold of a locked member a booking. The card is looked at now, and never again for this booking (VEN-INV-4). A hold that was an
 * offer of the waiting list is taken by it.
 */
export async function confirmHold(tx: Tx, held: Booking, audience: Audience): Promise<Booking> {
  assertTransition(BOOKING_TRANSITIONS, 'booking', bookingStatusAt(held, tx.now), 'CONFIRMED');
  await refuseDead(tx, [held.memberId]);
  const terms = await termsFor(tx, held, audience);
  const card = terms.audience === 'CARD_HOLDER' ? await findActiveCard(tx.db, held.memberId, civilDay(tx.now)) : null;
  if (terms.audience === 'CARD_HOLDER' && !card) throw cardNotActive();
  const booking = await updateRow(tx.db, Booking, held, {
    ...terms,
    status: 'CONFIRMED',
    heldUntil: null,
    cardId: card?.cardId ?? null,
  });
  await rows(
    tx.db,
    sql`update waitlist_entry set status = 'TAKEN', offer_expires_at = null, version = version + 1
    where booking_id = ${booking.id} and status = 'OFFERED'`,
  );
  await tx.schedule('settle_booking', { bookingId: booking.id }, { at: booking.end });
  await tx.publish(bookingConfirmed, booking, {
    memberId: booking.memberId,
    facilityId: booking.facilityId,
    scopePath: booking.scopePath,
    priceFen: String(booking.priceFen),
  });
  return booking;
}

/** The price that was held, unless another one is asked for. */
async function termsFor(tx: Tx, held: Booking, audience: Audience) {
  const { priceFen, publicPriceFen, appliedRuleId, openPeriodId } = held;
  if (audience === held.audience) return { audience, priceFen, publicPriceFen, appliedRuleId, openPeriodId };
  const facility = await tx.db.findOneByOrFail(Facility, { id: held.facilityId });
  const offer = await offerOf(tx, facility, tx.now);
  return appraise(tx, offer, held, { memberId: held.memberId, audience, bookingId: held.id });
}
