import { isId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { MergeWarningInput } from '../schema.gen.ts';
import { lockWarning, moveWarning, settleWarning, takeWarning } from './change.ts';
import type { EarlyWarning } from './EarlyWarning.ts';
import { refuseMoreThanEmployed } from './headcount.ts';
import { warningPolicy } from './policy.ts';
import { countMore } from './reportEarlyWarning.ts';
import { checkMerge } from './rules.ts';

/** Makes one warning of two that tell of the same (S-28): the first ends in the second, which counts the larger number of workers. */
export async function mergeWarning(tx: Tx, input: MergeWarningInput): Promise<{ warning: EarlyWarning; into: EarlyWarning }> {
  // Locks ids ascending: of two that are merged into each other at once one is refused.
  const ids = [input.warningId, input.intoId].filter(isId);
  await rows(tx.db, sql`select from early_warning w where w.id = any(${ids}::uuid[]) order by w.id for update`);
  const row = await takeWarning(tx, input, 'mergeWarning');
  const other = input.intoId === row.id ? row : await settleWarning(tx, await lockWarning(tx, input.intoId));
  checkMerge(row, other);
  warningPolicy.authorise(tx.viewer, 'mergeWarning', other);
  refuseIf(row.caseId !== null, 'INVALID_TRANSITION', 'This warning became a case. It ends with that.', { field: 'status' });
  const evidenceRef = row.headcountEvidenceRef ?? other.headcountEvidenceRef;
  const { headcountAffected } = row;
  await refuseMoreThanEmployed(tx, {
    enterpriseIds: [other.enterpriseId ?? row.enterpriseId],
    headcountAffected,
    atLeast: other.headcountAffected,
    evidenceRef,
  });
  // What was merged into it before is told of by the other one, too.
  await tx.db.query('update early_warning set duplicate_of = $2 where duplicate_of = $1', [row.id, other.id]);
  const warning = await moveWarning(tx, row, 'MERGED', { duplicateOfId: other.id });
  return { warning, into: await countMore(tx, other, headcountAffected, evidenceRef) };
}
