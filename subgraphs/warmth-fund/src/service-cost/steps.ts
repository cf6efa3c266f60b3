import { checkedText, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { unions } from '../running-fund/unions.ts';
import { type ServiceCostVerb, serviceCostPolicy } from './policy.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { seesServiceCost } from './scope.ts';

/** Locks the application of a step, for those who may take it. `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`. */
export async function getServiceCost(
  tx: Tx,
  verb: ServiceCostVerb,
  { applicationId, expectedVersion }: { applicationId: string; expectedVersion: number },
): Promise<ServiceCostApplication> {
  const row = await getForUpdate(tx, ServiceCostApplication, applicationId, {
    what: 'application',
    visible: seesServiceCost,
    expectedVersion,
  });
  const isOfEndedUnion = (await unions.find(tx.db, row.unionId))?.hasEnded ?? false;
  serviceCostPolicy.authorise(tx.viewer, verb, { scopePath: row.scopePath, isOfEndedUnion });
  return row;
}

/** Turns an application down with a reason. */
export const rejectServiceCost = (
  tx: Tx,
  row: ServiceCostApplication,
  reason: string | null | undefined,
): Promise<ServiceCostApplication> =>
  updateRow(tx.db, ServiceCostApplication, row, {
    status: 'REJECTED',
    rejectedBy: tx.viewer.personId as string,
    reason: checkedText(reason ?? '', 'reason', 500),
  });
