import { aidPaid } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { findSource, ownSource } from '../payout-source/sources.ts';
import { AidApplication } from './AidApplication.ts';
import { settleCycle } from './cycleProgress.ts';
import { endAid } from './endAid.ts';
import { announceAid, getCycle } from './steps.ts';

/**
 * What a payout's end means to the application that it is for. Paid money is spent in the budget, and with the last part the application is paid;
 * what came to nothing can be asked for again, unless the approval was taken back.
 */
export const followAidPayout: PayoutFollower = async (tx, payout, outcome) => {
  const [row] = await rows<AidApplication>(
    tx.db,
    sql`select ${columns(AidApplication, 'a')} from aid_application a where a.id = ${payout.sourceId}::uuid for update`,
  );
  if (!row) return;
  const { amountFen } = payout;
  // The cycle before the budget, as every decision locks them.
  await getCycle(tx, row.cycleId);
  if (outcome === 'SETTLED') return settled(tx, row, payout);
  if (outcome === 'RETURNED' && row.budgetId)
    await moveBudget(tx, row.budgetId, { committedFen: amountFen, spentFen: -amountFen });
  const source = await findSource(tx, ownSource('AidApplication', row.id));
  if (source?.state === 'WITHDRAWN' && source.takenFen === amountFen) {
    await endAid(tx, row);
    return;
  }
  await updateRow(tx.db, AidApplication, row, { status: 'PAYABLE' });
  await settleCycle(tx, row.cycleId);
};

async function settled(tx: Tx, row: AidApplication, { id, sourceId, amountFen }: Disbursement): Promise<void> {
  if (row.budgetId) await moveBudget(tx, row.budgetId, { committedFen: -amountFen, spentFen: amountFen });
  const [{ before }] = (await rows<{ before: bigint }>(
    tx.db,
    sql`select coalesce(sum(d.amount_fen), 0)::bigint as before from disbursement d
      where (d.source_subgraph, d.source_type, d.source_id) = ('warmth-fund', 'AidApplication', ${sourceId}) and d.status = 'SETTLED'
        and d.id <> ${id}`,
  )) as [{ before: bigint }];
  if (before + amountFen < (row.approvedFen as bigint)) return;
  const paid = await updateRow(tx.db, AidApplication, row, { status: 'PAID' });
  const { scheme } = await getCycle(tx, row.cycleId);
  await announceAid(tx, aidPaid, paid, scheme);
  await settleCycle(tx, row.cycleId);
}
