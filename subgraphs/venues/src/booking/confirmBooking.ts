import { bookingConfirmed } from '@union-graph/events';
import { assertTransition, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { findActiveCard } from '../card-standing/queries.ts';
import { Facility } from '../facility/Facility.ts';
import type { ConfirmBookingInput } from '../schema.gen.ts';
import { offerOf } from '../slot/offer.ts';
import type { Audience } from '../tariff/rules.ts';
import { appraise } from './appraise.ts';
import { Booking } from './Booking.ts';
import { getBookingOfLockedMember } from './locks.ts';
import { bookingPolicy } from './policy.ts';
import { cardNotActive } from './refusals.ts';
import { BOOKING_TRANSITIONS, statusAt } from './rules.ts';

/** Makes a hold a booking. The card is looked at now, and never again for this booking (VEN-INV-4). */
export async function confirmBooking(tx: Tx, input: ConfirmBookingInput): Promise<{ booking: Booking }> {
  const held = await getBookingOfLockedMember(tx, input);
  bookingPolicy.authorise(tx.viewer, 'confirmBooking', held);
  assertTransition(BOOKING_TRANSITIONS, 'booking', statusAt(held, tx.now), 'CONFIRMED');
  const terms = await termsFor(tx, held, input.audience ?? held.audience);
  const card = terms.audience === 'CARD_HOLDER' ? await findActiveCard(tx.db, held.memberId, civilDay(tx.now)) : null;
  if (terms.audience === 'CARD_HOLDER' && !card) throw cardNotActive();
  const booking = await updateRow(tx.db, Booking, held, {
    ...terms,
    status: 'CONFIRMED',
    heldUntil: null,
    cardId: card?.cardId ?? null,
  });
  await tx.publish(bookingConfirmed, booking, {
    memberId: booking.memberId,
    facilityId: booking.facilityId,
    scopePath: booking.scopePath,
    priceFen: String(booking.priceFen),
  });
  return { booking };
}

/** The price that was held, unless another one is asked for. */
async function termsFor(tx: Tx, held: Booking, audience: Audience) {
  const { priceFen, appliedRuleId, openPeriodId } = held;
  if (audience === held.audience) return { audience, priceFen, appliedRuleId, openPeriodId };
  const facility = await tx.db.findOneByOrFail(Facility, { id: held.facilityId });
  const offer = await offerOf(tx.db, facility, tx.now);
  return appraise(tx, offer, held, { memberId: held.memberId, audience, bookingId: held.id });
}
