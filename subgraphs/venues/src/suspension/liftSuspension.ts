import { checkedText, civilDay, getForUpdate, isId, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { Booking } from '../booking/Booking.ts';
import { lockMember } from '../booking/locks.ts';
import { bookingPolicy } from '../booking/policy.ts';
import { seesPersonal } from '../booking/scope.ts';
import type { LiftSuspensionInput } from '../schema.gen.ts';
import { holds } from './rules.ts';
import { Suspension } from './Suspension.ts';
import { settleMissed } from './settleMissed.ts';

/** Ends a suspension on appeal to the manager (VEN-INV-5). */
export async function liftSuspension(tx: Tx, input: LiftSuspensionInput): Promise<{ suspension: Suspension }> {
  await writeDue(tx, input.suspensionId);
  const suspension = await getForUpdate(tx, Suspension, input.suspensionId, {
    what: 'suspension',
    visible: seesPersonal,
    expectedVersion: input.expectedVersion,
  });
  bookingPolicy.authorise(tx.viewer, 'liftSuspension', suspension);
  refuseIf(
    tx.viewer.personId === suspension.memberId,
    'SEPARATION_OF_DUTIES',
    'This is your own suspension. Ask a colleague to hear your appeal.',
    { rule: 'VEN-INV-5' },
  );
  const liftReason = checkedText(input.reason, 'reason', 200);
  if (!holds(suspension, civilDay(tx.now))) throw new Refusal('INVALID_TRANSITION', 'The suspension has ended already.');
  return { suspension: await updateRow(tx.db, Suspension, suspension, { liftedAt: tx.now, liftReason }) };
}

/** Writes the suspension down that the missed booking of the same id brings, where no task has done so yet. */
async function writeDue(tx: Tx, id: string): Promise<void> {
  const missed = isId(id) ? await tx.db.findOneBy(Booking, { id }) : null;
  if (!missed || !seesPersonal(tx.viewer, missed)) return;
  await lockMember(tx, missed.memberId);
  await settleMissed(tx, missed.memberId);
}
