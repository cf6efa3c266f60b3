import { checkedText, columns, getForUpdate, isId, rows, sql, type Tx, updateRow, versionConflict } from '@union-graph/subgraph';
import { UnionStanding } from '../running-fund/UnionStanding.ts';
import { type ServiceCostVerb, serviceCostPolicy } from './policy.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { seesServiceCost } from './scope.ts';

/**
 * Locks the application of a step, for those who may take it, and its union, whose end waits until the step is done. `NOT_FOUND`, `FORBIDDEN`,
 * `VERSION_CONFLICT`.
 */
export async function getServiceCost(
  tx: Tx,
  verb: ServiceCostVerb,
  { applicationId, expectedVersion }: { applicationId: string; expectedVersion: number },
): Promise<ServiceCostApplication> {
  const union = isId(applicationId) ? await lockUnionOf(tx, applicationId) : undefined;
  const row = await getForUpdate(tx, ServiceCostApplication, applicationId, {
    what: 'application',
    visible: seesServiceCost,
    expectedVersion,
  });
  // It passed to the heir of its union between the two statements.
  if (union && union.unionId !== row.unionId) throw versionConflict('application', expectedVersion);
  serviceCostPolicy.authorise(tx.viewer, verb, { scopePath: row.scopePath, isOfEndedUnion: union?.hasEnded ?? false });
  return row;
}

/** Unions before their applications, as their ends lock them. */
async function lockUnionOf({ db }: Tx, applicationId: string): Promise<UnionStanding | undefined> {
  const [union] = await rows<UnionStanding>(
    db,
    sql`select ${columns(UnionStanding, 'u')} from union_standing u
      where u.union_id = (select a.union_id from service_cost_application a where a.id = ${applicationId}::uuid) for share`,
  );
  return union;
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
