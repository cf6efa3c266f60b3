import {
  checkedText,
  columns,
  getForUpdate,
  isId,
  notFound,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { publishCancelled } from '../booking/cancelBooking.ts';
import { getFacility } from '../facility/getFacility.ts';
import type { CancelRecurringInput } from '../schema.gen.ts';
import { offerFreeSlots } from '../waitlist/offerFreeSlots.ts';
import { getGroup } from './getGroup.ts';
import { groupPolicy, seesGroup } from './policy.ts';
import { RecurringBooking } from './RecurringBooking.ts';

/** Gives up the times of a group that are still to come; they are offered to those who wait. */
export async function cancelRecurring(
  tx: Tx,
  input: CancelRecurringInput,
): Promise<{ recurring: RecurringBooking; cancelledCount: number }> {
  const known = isId(input.recurringId) ? await tx.db.findOneBy(RecurringBooking, { id: input.recurringId }) : null;
  if (!known) throw notFound('recurring booking', input.recurringId);
  const facility = await getFacility(tx, known.facilityId);
  const group = await getGroup(tx, known.groupId);
  if (!seesGroup(tx.viewer, group)) throw notFound('recurring booking', input.recurringId);
  groupPolicy.authorise(tx.viewer, 'cancelRecurring', group);
  const before = await getForUpdate(tx, RecurringBooking, known.id, {
    what: 'recurring booking',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  refuseIf(before.cancelledAt !== null, 'INVALID_TRANSITION', 'These times were given up before.');
  const isLeader = group.leaderId !== null && tx.viewer.personId === group.leaderId;
  if (!isLeader && input.reason == null) throw new Refusal('BAD_USER_INPUT', 'Say why: the group reads it.', { field: 'reason' });
  const reason = input.reason == null ? null : checkedText(input.reason, 'reason', 200);
  const recurring = await updateRow(tx.db, RecurringBooking, before, { cancelledAt: tx.now });
  const cancelled = await rows<Booking>(
    tx.db,
    sql`with gone as (
      update booking set status = 'CANCELLED', cancelled_at = ${tx.now}, cancel_reason = ${reason}, version = version + 1
      where recurring_id = ${recurring.id} and status = 'CONFIRMED' and start_at > ${tx.now} returning *)
    select ${columns(Booking, 'gone')} from gone order by gone.id`,
  );
  for (const booking of cancelled) await publishCancelled(tx, booking, isLeader ? 'MEMBER' : 'MANAGER');
  await offerFreeSlots(tx, facility);
  return { recurring, cancelledCount: cancelled.length };
}
