import { assertTransition, getForUpdate, refuseIf, type Tx } from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { assertNotSuspended, chosenAudience } from '../booking/buyer.ts';
import { confirmHold } from '../booking/confirmHold.ts';
import { seesPersonal } from '../booking/scope.ts';
import type { AcceptSlotOfferInput } from '../schema.gen.ts';
import { lockEntry } from './locks.ts';
import { waitlistPolicy } from './policy.ts';
import { WAIT_TRANSITIONS, waitStatusAt } from './rules.ts';
import { WaitlistEntry } from './WaitlistEntry.ts';

/** Takes the slot that is offered while the offer lasts (domain rule 2.4.2): it becomes a booking, at the price of the audience asked for. */
export async function acceptSlotOffer(tx: Tx, input: AcceptSlotOfferInput): Promise<{ entry: WaitlistEntry; booking: Booking }> {
  const { entry: offered } = await lockEntry(tx, input);
  waitlistPolicy.authorise(tx.viewer, 'acceptSlotOffer', offered);
  assertTransition(WAIT_TRANSITIONS, 'place in the waiting list', offered.status, 'TAKEN');
  refuseIf(
    waitStatusAt(offered, tx.now) === 'LAPSED',
    'DEADLINE_PASSED',
    `The offer ended at ${offered.offerExpiresAt?.toISOString()}; the slot went to the next. Join the waiting list again.`,
  );
  await assertNotSuspended(tx, offered.memberId);
  const held = await getForUpdate(tx, Booking, offered.bookingId ?? '', { what: 'booking', visible: seesPersonal });
  const booking = await confirmHold(tx, held, await chosenAudience(tx, offered.memberId, input.audience));
  return { entry: await tx.db.findOneByOrFail(WaitlistEntry, { id: offered.id }), booking };
}
