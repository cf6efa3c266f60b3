import { refuseIf, type Tx } from '@union-graph/subgraph';
import { employers } from '../employer/employerPlaced.ts';

interface Affected {
  /** The employers; null for one that is not known. */
  readonly enterpriseIds: readonly (string | null)[];
  readonly headcountAffected: number;
  /** So many have said so themselves, whatever is counted; former workers among them. */
  readonly atLeast?: number;
  /** Where it is written down that more are touched than work there by organisation's count. */
  readonly evidenceRef?: string | null;
}

/**
 * Throws where trouble would touch more workers than their employers have by organisation's count (S-28), unless somebody says where that is
 * written down: dispatched and former workers are not counted, and a count may be old. An employer of which no count is known may have any number.
 */
export async function refuseMoreThanEmployed(tx: Tx, affected: Affected): Promise<void> {
  const { enterpriseIds, headcountAffected, atLeast = 0, evidenceRef } = affected;
  const ids = [...new Set(enterpriseIds.filter((id) => id !== null))].sort();
  if (headcountAffected <= atLeast || evidenceRef != null || ids.length === 0 || enterpriseIds.includes(null)) return;
  const headcounts = (await employers.getAll(tx, ids, { field: 'enterpriseId' })).map(({ headcount }) => headcount);
  if (headcounts.includes(null)) return;
  const most = headcounts.reduce<number>((sum, headcount) => sum + (headcount ?? 0), 0);
  refuseIf(
    headcountAffected > most,
    'VALIDATION_FAILED',
    `The employer has ${most} workers by organisation's count, and this would touch ${headcountAffected}. Check the number, have the headcount corrected, or report an early warning and say by "evidenceRef" where the number is written down.`,
    { rule: 'S-28', field: 'headcountAffected' },
  );
}
