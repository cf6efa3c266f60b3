import { checkedText, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { freeLoss } from '../paid-loss/paidLoss.ts';
import { ownSource, withdrawSource } from '../payout-source/sources.ts';
import type { CancelAidInput } from '../schema.gen.ts';
import { AidApplication } from './AidApplication.ts';
import { settleCycle } from './cycleProgress.ts';
import { assertAidStep, getCycle, getForStep } from './steps.ts';

/**
 * Withdraws an application, the worker or the fund. A payout that is not with the bank yet is stopped: it can
 * only be voided, and with that the application is cancelled and the budget has its money again.
 */
export async function cancelAid(tx: Tx, input: CancelAidInput): Promise<{ application: AidApplication }> {
  const row = await getForStep(tx, 'cancelAid', input);
  assertAidStep(row, 'CANCELLED');
  const note = checkedText(input.note, 'note', 1_000);
  await getCycle(tx, row.cycleId);
  await withdrawSource(tx, ownSource('AidApplication', row.id), note);
  const payouts = await rows(
    tx.db,
    sql`select from disbursement d where (d.source_subgraph, d.source_type, d.source_id) = ('warmth-fund', 'AidApplication', ${row.id})
      and d.status not in ('VOIDED', 'RETURNED') limit 1`,
  );
  const application =
    payouts.length > 0 ? await updateRow(tx.db, AidApplication, row, { note }) : await endAid(tx, { ...row, note });
  return { application };
}

/** Ends an application whose approval was taken back: the budget has its money again, and another book may pay for the loss. */
export async function endAid(tx: Tx, row: AidApplication): Promise<AidApplication> {
  if (row.budgetId && row.approvedFen !== null) await moveBudget(tx, row.budgetId, { committedFen: -row.approvedFen });
  await freeLoss(tx, 'AidApplication', row.id);
  const ended = await updateRow(tx.db, AidApplication, row, { status: 'CANCELLED', budgetId: null, note: row.note });
  await settleCycle(tx, row.cycleId);
  return ended;
}
