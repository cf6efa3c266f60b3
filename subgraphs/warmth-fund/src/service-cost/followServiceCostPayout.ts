import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

/** What is paid to the union is spent in the budget; what came back before the union accounted for it is committed again. */
export const followServiceCostPayout: PayoutFollower = async (tx: Tx, { sourceId, amountFen }, outcome) => {
  const [application] = await rows<ServiceCostApplication>(
    tx.db,
    sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a where a.id = ${sourceId}::uuid for update`,
  );
  if (!application || outcome === 'VOIDED' || application.status !== 'GRANTED') return;
  const isPaid = outcome === 'SETTLED';
  await updateRow(tx.db, ServiceCostApplication, application, { paid: isPaid });
  const fen = isPaid ? amountFen : -amountFen;
  await moveBudget(tx, application.budgetId as string, { committedFen: -fen, spentFen: fen });
};
