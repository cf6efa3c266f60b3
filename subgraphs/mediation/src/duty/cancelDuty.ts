import { checkedText, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { orgPolicy } from '../mediation-org/policy.ts';
import type { CancelDutyInput } from '../schema.gen.ts';
import { DutyShift } from './DutyShift.ts';
import { DutySwap } from './DutySwap.ts';

export const LONGEST_REASON = 500;

/** Cancels a shift, and withdraws an open request to swap it. */
export async function cancelDuty(tx: Tx, { shiftId, expectedVersion, reason }: CancelDutyInput): Promise<{ shift: DutyShift }> {
  const shift = await getForUpdate(tx, DutyShift, shiftId, { what: 'shift', visible: () => true, expectedVersion });
  const org = await tx.db.findOneByOrFail(MediationOrg, { id: shift.orgId });
  orgPolicy.authorise(tx.viewer, 'cancelDuty', org);
  const cancelReason = checkedText(reason, 'reason', LONGEST_REASON);
  refuseIf(shift.cancelledAt !== null, 'INVALID_TRANSITION', 'The shift was called off already.', { field: 'shiftId' });
  refuseIf(shift.end <= tx.now, 'INVALID_TRANSITION', 'The shift is over.', { field: 'shiftId' });
  const asked = await tx.db.findOneBy(DutySwap, { shiftId, status: 'ASKED' });
  if (asked) await updateRow(tx.db, DutySwap, asked, { status: 'WITHDRAWN', decidedAt: tx.now });
  return { shift: await updateRow(tx.db, DutyShift, shift, { cancelledAt: tx.now, cancelReason }) };
}
