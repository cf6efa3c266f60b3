import { addDays, civilDay, isId, startOfDay, type Tx } from '@union-graph/subgraph';
import { endUnagreed } from '../agreement/endUnagreed.ts';
import { moveCase } from './change.ts';
import { MediationCase } from './MediationCase.ts';
import { currentCaseStatus, failedByTimeAt } from './rules.ts';

/** Has what time decides about a case written down once a day is over. Reading never waits for it. */
export const scheduleSettling = (tx: Tx, caseId: string, lastDay: string): Promise<void> =>
  tx.schedule('settle_case', { caseId }, { at: startOfDay(addDays(lastDay, 1)), jobKey: `settle_case:${caseId}` });

/** The task `settle_case`: writes down that the time of a case ran out, and tells the others. */
export async function settleCase(tx: Tx, { caseId }: Record<string, unknown>): Promise<void> {
  const row = isId(String(caseId))
    ? await tx.db.findOne(MediationCase, { where: { id: String(caseId) }, lock: { mode: 'pessimistic_write' } })
    : null;
  if (row) await settle(tx, row);
}

/** Brings a locked case to the state that time has decided; does nothing when it is there. */
export async function settle(tx: Tx, row: MediationCase): Promise<MediationCase> {
  const status = currentCaseStatus(row, civilDay(tx.now));
  if (status === row.status) return row;
  if (status === 'BREACHED') return moveCase(tx, row, status);
  const failedAt = failedByTimeAt(row);
  return endUnagreed(tx, row, 'FAILED', { failedAt, closedAt: failedAt });
}
