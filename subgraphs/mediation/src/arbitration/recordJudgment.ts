import { type Tx, updateRow } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import type { RecordJudgmentInput } from '../schema.gen.ts';
import { ArbitrationAward } from './ArbitrationAward.ts';
import { checkJudgment } from './rules.ts';

/** Records what became of an award: a suit opens the litigation; a judgment, or that nobody sued, closes the case. */
export async function recordJudgment(tx: Tx, input: RecordJudgmentInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordJudgment');
  await requireDelegate(tx, 'COURT');
  const award = await tx.db.findOneByOrFail(ArbitrationAward, { id: row.id });
  checkJudgment(input, award, row.status === 'LITIGATION');
  if (input.outcome === 'NOT_SUED') return { case: await moveCase(tx, row, 'CLOSED') };
  if (input.outcome === 'SUED') {
    await updateRow(tx.db, ArbitrationAward, award, { suedBy: input.suedBy ?? null });
    return { case: await moveCase(tx, row, 'LITIGATION') };
  }
  await updateRow(tx.db, ArbitrationAward, award, {
    judgmentNo: input.documentNo?.trim() ?? null,
    judgedFen: input.judgedFen ?? null,
  });
  return { case: await moveCase(tx, row, 'CLOSED') };
}
