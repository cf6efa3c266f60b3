import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource } from '../payout-source/sources.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

/**
 * What is paid to the union is spent in the budget; what came back before the union accounted for it is committed again. The grant is paid with its
 * last part.
 */
export const followServiceCostPayout: PayoutFollower = async (tx: Tx, payout, outcome) => {
  const { sourceId, amountFen } = payout;
  const [application] = await rows<ServiceCostApplication>(
    tx.db,
    sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a where a.id = ${sourceId}::uuid for update`,
  );
  if (!application || outcome === 'VOIDED' || application.status !== 'GRANTED') return;
  const { paidFen } = await paidParts(tx, ownSource('ServiceCostApplication', application.id), { payout, outcome });
  await updateRow(tx.db, ServiceCostApplication, application, { paid: paidFen >= (application.grantedFen as bigint) });
  const fen = outcome === 'SETTLED' ? amountFen : -amountFen;
  await moveBudget(tx, application.budgetId as string, { committedFen: -fen, spentFen: fen });
};
