import { columns, Refusal, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource } from '../payout-source/sources.ts';
import { findEnded } from '../running-fund/heirOf.ts';
import { endServiceCost } from './endServiceCost.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

/**
 * What is paid to the union is spent in the budget; what the bank sent back is committed again, until it is paid once more. The grant is paid with
 * its last part. What nothing was paid of when its union ended passes to the heir, or ends, with the last payout. Once the receipts are accepted the money cannot come back any more.
 */
export const followServiceCostPayout: PayoutFollower = async (tx: Tx, payout, outcome) => {
  const { sourceId, amountFen } = payout;
  // Unions before their applications, as every step locks them.
  const ended = await findEnded(tx, payout.unionId);
  const [application] = await rows<ServiceCostApplication>(
    tx.db,
    sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a where a.id = ${sourceId}::uuid for update`,
  );
  if (!application) return;
  if (application.status === 'SETTLED' && outcome === 'RETURNED')
    throw new Refusal(
      'INVALID_TRANSITION',
      'The receipts of this grant are accepted, and what was left of it came back. Post this money with an entry of its own.',
      { rule: 'S-33', field: 'status' },
    );
  if (outcome !== 'VOIDED') {
    const fen = outcome === 'SETTLED' ? amountFen : -amountFen;
    await moveBudget(tx, application.budgetId as string, { committedFen: -fen, spentFen: fen });
  }
  if (ended?.union.unionId === application.unionId)
    return endServiceCost(tx, application, { heir: ended.heir, ending: { payout, outcome } });
  if (application.status !== 'GRANTED') return;
  const { paidFen } = await paidParts(tx, ownSource('ServiceCostApplication', application.id), { payout, outcome });
  await updateRow(tx.db, ServiceCostApplication, application, { paid: paidFen >= (application.grantedFen as bigint) });
};
