import type { Tx } from '@union-graph/subgraph';
import type { ConfirmBookingInput } from '../schema.gen.ts';
import type { Booking } from './Booking.ts';
import { assertNotSuspended } from './buyer.ts';
import { confirmHold } from './confirmHold.ts';
import { getBookingOfLockedMember } from './locks.ts';
import { bookingPolicy } from './policy.ts';

/** Makes a hold a booking, at the price that was held unless another audience is named. */
export async function confirmBooking(tx: Tx, input: ConfirmBookingInput): Promise<{ booking: Booking }> {
  const held = await getBookingOfLockedMember(tx, input);
  bookingPolicy.authorise(tx.viewer, 'confirmBooking', held);
  // They may have been suspended since they held it.
  await assertNotSuspended(tx, held.memberId);
  return { booking: await confirmHold(tx, held, input.audience ?? held.audience) };
}
