import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { actorOf } from '../disbursement/steps.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource, withdrawSourcesOfUnion } from '../payout-source/sources.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

const UNION_ENDED = '工会已撤销或合并';

/**
 * Stops the money of a union that ended: what was approved for it and is not with the bank is not sent any more (C-11). Grants of which nothing
 * is paid or being paid are taken back; the others end with their last payout.
 */
export async function stopMoneyOf(tx: Tx, unionId: string): Promise<void> {
  const granted = await rows<ServiceCostApplication>(
    tx.db,
    sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a
      where a.union_id = ${unionId} and a.status = 'GRANTED' order by a.id for update`,
  );
  await withdrawSourcesOfUnion(tx, unionId, UNION_ENDED);
  for (const application of granted) {
    const { paidFen, isUnderWay } = await paidParts(tx, ownSource('ServiceCostApplication', application.id), null);
    if (paidFen === 0n && !isUnderWay) await takeBackGrant(tx, application);
  }
}

/** Takes back a grant of which nothing was paid: its money is free again in the budget. */
export async function takeBackGrant(tx: Tx, application: ServiceCostApplication): Promise<void> {
  await moveBudget(tx, application.budgetId as string, { committedFen: -(application.grantedFen as bigint) });
  await updateRow(tx.db, ServiceCostApplication, application, {
    status: 'REJECTED',
    paid: false,
    rejectedBy: actorOf(tx),
    reason: UNION_ENDED,
  });
}
