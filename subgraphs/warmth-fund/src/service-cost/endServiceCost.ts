import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { actorOf } from '../disbursement/steps.ts';
import { type Ending, paidParts } from '../payout-source/parts.ts';
import { unionPayee } from '../payout-source/payee.ts';
import { approveSource, findSource, ownSource } from '../payout-source/sources.ts';
import type { Heir } from '../running-fund/heirOf.ts';
import type { UnionStanding } from '../running-fund/UnionStanding.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';

const NO_HEIR = '提出申请的工会已撤销，没有承接其工作的工会，申请终止。';
const ASKED_BY_HEIR = '提出申请的工会已合并，承接的工会已就同一用途和金额提出申请，本申请终止。';

/** The open applications of a union, locked. */
export const lockOpenServiceCosts = ({ db }: Tx, unionId: string): Promise<ServiceCostApplication[]> =>
  rows<ServiceCostApplication>(
    db,
    sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a
      where a.union_id = ${unionId}::uuid and a.status in ('SUBMITTED', 'COORDINATED', 'GRANTED', 'SPENT') order by a.id for update`,
  );

/**
 * Goes on with an application whose union has ended, once no payout of it is under way. What nothing is paid of passes to the heir, or is turned down where
 * there is none; of what was paid in part no more is granted. The unions above account for what was paid.
 */
export async function endServiceCost(
  tx: Tx,
  application: ServiceCostApplication,
  { heir, ending }: { readonly heir: Heir; readonly ending: Ending | null },
): Promise<void> {
  const { paidFen, isUnderWay } = await paidParts(tx, ownSource('ServiceCostApplication', application.id), ending);
  if (isUnderWay) return;
  if (paidFen > 0n) await grantNoMore(tx, application, paidFen);
  else if (heir === 'NONE') await turnDown(tx, application, NO_HEIR);
  else if (heir === 'UNTOLD') await oweAgain(tx, application);
  else if (await isAskedBy(tx, heir, application)) await turnDown(tx, application, ASKED_BY_HEIR);
  else await passTo(tx, application, heir);
}

/** What was paid came back, and waits for the word of the heir. */
async function oweAgain(tx: Tx, application: ServiceCostApplication): Promise<void> {
  if (application.status !== 'GRANTED' || !application.paid) return;
  await updateRow(tx.db, ServiceCostApplication, application, { paid: false });
}

async function grantNoMore(tx: Tx, application: ServiceCostApplication, paidFen: bigint): Promise<void> {
  const restFen = (application.grantedFen as bigint) - paidFen;
  if (restFen > 0n) await moveBudget(tx, application.budgetId as string, { committedFen: -restFen });
  else if (application.paid) return;
  await updateRow(tx.db, ServiceCostApplication, application, { grantedFen: paidFen, paid: true });
}

async function turnDown(tx: Tx, application: ServiceCostApplication, reason: string): Promise<void> {
  const { budgetId, grantedFen } = application;
  if (budgetId !== null) await moveBudget(tx, budgetId, { committedFen: -(grantedFen as bigint) });
  await updateRow(tx.db, ServiceCostApplication, application, {
    status: 'REJECTED',
    paid: false,
    rejectedBy: actorOf(tx),
    reason,
  });
}

async function passTo(tx: Tx, application: ServiceCostApplication, heir: UnionStanding): Promise<void> {
  const scopePath = heir.scopePath ?? application.scopePath;
  const change = { unionId: heir.unionId, scopePath, accountMasked: null, paid: application.status === 'SPENT' };
  const { id } = await updateRow(tx.db, ServiceCostApplication, application, change);
  const ref = ownSource('ServiceCostApplication', id);
  const source = await findSource(tx, ref);
  if (source) await approveSource(tx, ref, { ...source, ...unionPayee(heir.unionId), scopePath });
}

/** The heir is locked, so that it does not ask at the same moment (`service_cost_once`). */
async function isAskedBy(
  { db }: Tx,
  { unionId }: UnionStanding,
  { requestedFen, purpose }: ServiceCostApplication,
): Promise<boolean> {
  const same = await rows(
    db,
    sql`select from service_cost_application a where a.union_id = ${unionId}::uuid and a.requested_fen = ${requestedFen} and a.purpose = ${purpose}
      and a.status in ('SUBMITTED', 'COORDINATED', 'GRANTED', 'SPENT') limit 1`,
  );
  return same.length > 0;
}
