import { aidPaid } from '@union-graph/events';
import { checkedText, columns, rows, sql, statesBefore, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { tellAidApplicant } from '../listed-person/tellListed.ts';
import { freeLoss } from '../paid-loss/paidLoss.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource, withdrawSource } from '../payout-source/sources.ts';
import type { CancelAidInput } from '../schema.gen.ts';
import { AidApplication } from './AidApplication.ts';
import { settleCycle } from './cycleProgress.ts';
import { AID_TRANSITIONS, UNDECIDED } from './rules.ts';
import { announceAid, assertAidStep, getAidForStep, getCycle } from './steps.ts';

const CANCELLABLE = statesBefore(AID_TRANSITIONS, 'CANCELLED');

/**
 * Withdraws an application, the worker or the fund. A payout that is not with the bank yet is stopped: it can
 * only be voided, and with that the application is cancelled and the budget has its money again.
 */
export async function cancelAid(tx: Tx, input: CancelAidInput): Promise<{ application: AidApplication }> {
  const row = await getAidForStep(tx, 'cancelAid', input);
  assertAidStep(row, 'CANCELLED');
  return { application: await stopAid(tx, row, checkedText(input.note, 'note', 1_000)) };
}

/** Takes an application back: what of its approval is with the bank goes on, and it ends with its last payout. */
async function stopAid(tx: Tx, row: AidApplication, note: string): Promise<AidApplication> {
  await getCycle(tx, row.cycleId);
  const ref = ownSource('AidApplication', row.id);
  await withdrawSource(tx, ref, note);
  const { paidFen, isUnderWay } = await paidParts(tx, ref, null);
  return isUnderWay ? updateRow(tx.db, AidApplication, row, { note }) : endAid(tx, { ...row, note }, paidFen);
}

/**
 * Ends an application whose approval was taken back and of which nothing is with the bank any more: the budget has again what was not paid.
 * What was paid stays paid, and the approval is for that much then. When nothing was, another book may pay for the loss.
 */
export async function endAid(tx: Tx, row: AidApplication, paidFen: bigint): Promise<AidApplication> {
  const { approvedFen, budgetId, note } = row;
  if (budgetId && approvedFen !== null) await moveBudget(tx, budgetId, { committedFen: paidFen - approvedFen });
  if (paidFen === 0n) await freeLoss(tx, 'AidApplication', row.id);
  const ended = await updateRow(
    tx.db,
    AidApplication,
    row,
    paidFen === 0n ? { status: 'CANCELLED', budgetId: null, note } : { status: 'PAID', approvedFen: paidFen, note },
  );
  if (paidFen > 0n) await announceAid(tx, aidPaid, ended, (await getCycle(tx, row.cycleId)).scheme);
  else await tellAidApplicant(tx, ended);
  await settleCycle(tx, row.cycleId);
  return ended;
}

/** Cancels what of a worker's applications nobody has decided, when their data are erased. What was decided is paid, and kept by law. */
export async function cancelUndecidedOf(tx: Tx, memberId: string): Promise<void> {
  const undecided = await rows<AidApplication>(
    tx.db,
    sql`select ${columns(AidApplication, 'a')} from aid_application a
      where a.member_id = ${memberId} and a.status = any(${UNDECIDED as string[]}) order by a.id for update`,
  );
  for (const row of undecided) {
    await tellAidApplicant(tx, await updateRow(tx.db, AidApplication, row, { status: 'CANCELLED', note: null }));
    await settleCycle(tx, row.cycleId);
  }
}

/**
 * Ends what is open of the aid for a worker who has died: the need that it was for was theirs. What is with the bank is paid; the household applies for
 * its own need by a new file.
 */
export async function stopAidOfDead(tx: Tx, memberId: string): Promise<void> {
  const open = await rows<{ id: string; cycleId: string }>(
    tx.db,
    sql`select a.id, a.cycle_id as "cycleId" from aid_application a
      where a.member_id = ${memberId} and a.status = any(${CANCELLABLE}) order by a.cycle_id, a.id`,
  );
  for (const { id, cycleId } of open) {
    await getCycle(tx, cycleId);
    const row = await tx.db.findOneOrFail(AidApplication, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (CANCELLABLE.includes(row.status)) await stopAid(tx, row, '申请人已去世');
  }
}
