import { civilDay, lastDayOf, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import { checkedRefOrNull } from '../references.ts';
import { numbers } from '../rule/numbers.ts';
import type { RecordJudgmentInput } from '../schema.gen.ts';
import { ArbitrationAward } from './ArbitrationAward.ts';
import { checkJudgment } from './rules.ts';

/**
 * Records what became of an award: a suit opens the litigation; a judgment, or that nobody sued, closes the case. A court gives no more than was sued
 * for, held by `award_judged_within_suit`: the sum that the suit names, else that of the claims, where each of them has an amount.
 */
export async function recordJudgment(tx: Tx, input: RecordJudgmentInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordJudgment');
  await requireDelegate(tx, 'COURT');
  const award = await tx.db.findOneByOrFail(ArbitrationAward, { id: row.id });
  checkJudgment(input, award, row.status === 'LITIGATION');
  if (input.outcome === 'NOT_SUED') {
    await refuseBeforeTime(tx, award);
    return { case: await moveCase(tx, row, 'CLOSED') };
  }
  if (input.outcome === 'SUED') {
    await updateRow(tx.db, ArbitrationAward, award, { suedBy: input.suedBy ?? null, suedFen: input.suedFen ?? null });
    return { case: await moveCase(tx, row, 'LITIGATION') };
  }
  await updateRow(tx.db, ArbitrationAward, award, {
    judgmentNo: checkedRefOrNull(input.documentNo, 'documentNo'),
    judgedFen: input.judgedFen ?? null,
  });
  return { case: await moveCase(tx, row, 'CLOSED') };
}

/** That nobody sued is known when nobody can any more. The days run from the receipt of the award, which is not before its date. */
async function refuseBeforeTime(tx: Tx, { awardedOn }: ArbitrationAward): Promise<void> {
  const last = await lastDayOf(tx.db, awardedOn, { days: tx.number(numbers.SUIT_DAYS) });
  refuseIf(
    civilDay(tx.now) <= last,
    'VALIDATION_FAILED',
    `Either side may go to court until ${last}. Record it after that day.`,
    {
      rule: 'P11 art. 48, 50',
      field: 'outcome',
    },
  );
}
