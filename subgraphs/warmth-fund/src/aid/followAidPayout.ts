import { aidPaid } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { PayoutFollower, PayoutOutcome } from '../payout-source/followers.ts';
import { paidParts } from '../payout-source/parts.ts';
import { findSource, ownSource } from '../payout-source/sources.ts';
import { AidApplication } from './AidApplication.ts';
import { settleCycle } from './cycleProgress.ts';
import { endAid } from './endAid.ts';
import { announceAid, getCycle } from './steps.ts';

/**
 * What a payout's end means to the application that it is for. Paid money is spent in the budget, and with the last part the application is paid;
 * what came to nothing can be asked for again. After the approval was taken back, the application ends with its last payout.
 */
export const followAidPayout: PayoutFollower = async (tx, payout, outcome) => {
  const [row] = await rows<AidApplication>(
    tx.db,
    sql`select ${columns(AidApplication, 'a')} from aid_application a where a.id = ${payout.sourceId}::uuid for update`,
  );
  if (!row) return;
  // The cycle before the budget, as every decision locks them.
  const { scheme } = await getCycle(tx, row.cycleId);
  await moveSpent(tx, row, payout.amountFen, outcome);
  const ref = ownSource('AidApplication', row.id);
  const { paidFen, isUnderWay } = await paidParts(tx, ref, { payout, outcome });
  const source = await findSource(tx, ref);
  if (source?.state === 'WITHDRAWN' && !isUnderWay) {
    await endAid(tx, row, paidFen);
  } else if (paidFen >= (row.approvedFen as bigint)) {
    await announceAid(tx, aidPaid, await updateRow(tx.db, AidApplication, row, { status: 'PAID' }), scheme);
    await settleCycle(tx, row.cycleId);
  } else if (outcome !== 'SETTLED') {
    await updateRow(tx.db, AidApplication, row, { status: 'PAYABLE' });
    await settleCycle(tx, row.cycleId);
  }
};

async function moveSpent(tx: Tx, { budgetId }: AidApplication, amountFen: bigint, outcome: PayoutOutcome): Promise<void> {
  if (!budgetId || outcome === 'VOIDED') return;
  const fen = outcome === 'SETTLED' ? amountFen : -amountFen;
  await moveBudget(tx, budgetId, { committedFen: -fen, spentFen: fen });
}
