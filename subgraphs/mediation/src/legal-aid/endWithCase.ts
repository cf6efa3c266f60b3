import { civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import type { CaseStatus } from '../case/rules.ts';
import { ENDED_WITH } from '../early-warning/change.ts';
import { LegalAidGrant } from './LegalAidGrant.ts';
import { hasWork } from './rules.ts';

interface Ending {
  readonly caseId: string;
  /** How the case ends, for all or for those named. */
  readonly status: CaseStatus;
  /** When; now unless time had ended it before. */
  readonly endedAt?: Date | null;
  /** Applicants who leave the case to the others; left out where it ends for all. */
  readonly memberIds?: readonly string[];
}

/**
 * Ends the legal aid that has no work left when a case ends: all of it where nothing follows, else what was given for the mediation alone. The case is
 * locked. Gives whether any ended.
 */
export async function endWithCase(tx: Tx, { caseId, status, memberIds, endedAt }: Ending): Promise<boolean> {
  const active = await tx.db.find(LegalAidGrant, {
    where: { caseId, status: 'ACTIVE' },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  const over = active.filter(({ scope, memberId }) => !hasWork(scope, status) && (memberIds?.includes(memberId) ?? true));
  for (const grant of over)
    await updateRow(tx.db, LegalAidGrant, grant, {
      status: status === 'WITHDRAWN' ? 'TERMINATED' : 'COMPLETED',
      endedOn: civilDay(endedAt ?? tx.now),
      outcome: ENDED_WITH(status),
      endedWithCase: true,
    });
  return over.length > 0;
}
