import { columns, Refusal, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import type { PayoutFollower } from '../payout-source/followers.ts';
import { paidParts } from '../payout-source/parts.ts';
import { findSource, ownSource } from '../payout-source/sources.ts';
import { takeBackGrant } from './endGrants.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

/**
 * What is paid to the union is spent in the budget; what the bank sent back is committed again, until it is paid once more. The grant is paid with
 * its last part. A grant whose union ended ends with its last payout. Once the receipts are accepted the money cannot come back any more.
 */
export const followServiceCostPayout: PayoutFollower = async (tx: Tx, payout, outcome) => {
  const { sourceId, amountFen } = payout;
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
  const source = ownSource('ServiceCostApplication', application.id);
  const { paidFen, isUnderWay } = await paidParts(tx, source, { payout, outcome });
  if (outcome !== 'VOIDED') {
    const fen = outcome === 'SETTLED' ? amountFen : -amountFen;
    await moveBudget(tx, application.budgetId as string, { committedFen: -fen, spentFen: fen });
  }
  if (application.status !== 'GRANTED') return;
  const isWithdrawn = (await findSource(tx, source))?.state === 'WITHDRAWN';
  if (isWithdrawn && !isUnderWay && paidFen === 0n) await takeBackGrant(tx, application);
  else await updateRow(tx.db, ServiceCostApplication, application, { paid: paidFen >= (application.grantedFen as bigint) });
};
