import { civilDay, lastDayOf, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ReviewFileInput } from '../schema.gen.ts';
import { assess } from './circumstances.ts';
import { refuseDoubled } from './doubles.ts';
import { HardshipFile } from './HardshipFile.ts';
import { refuseDeadPerson } from './personDied.ts';
import { assertFileStep, getFileForStep } from './steps.ts';
import { membersOf } from './submitIncomeEvidence.ts';

/**
 * Reviews a file whose review is due, by incomes that were proven since: by the line of today the household still is in a category, or
 * `NOT_ELIGIBLE`, and then the file is to end (`exitFile`). Nothing that was paid is asked back.
 */
export async function reviewFile(tx: Tx, input: ReviewFileInput): Promise<{ file: HardshipFile }> {
  const row = await getFileForStep(tx, 'reviewFile', input);
  assertFileStep(tx, row, 'ACTIVE');
  await refuseDeadPerson(tx, row, 'exitFile');
  await refuseUnproven(tx, row);
  await refuseDoubled(tx, row);
  const incomes = (await membersOf(tx, row)).map(({ monthlyIncomeFen }) => monthlyIncomeFen);
  const today = civilDay(tx.now);
  const { causes, evidenceRef } = row;
  const assessment = assess(tx, { day: today, incomes, causes, evidenceRef });
  const reviewDueOn = await lastDayOf(tx.db, today, { days: tx.number(numbers.REVIEW_DAYS) });
  return { file: await updateRow(tx.db, HardshipFile, row, { ...assessment, reviewDueOn }) };
}

/** A review goes by proofs that came since it was due. */
async function refuseUnproven({ db }: Tx, { id, reviewDueOn }: HardshipFile): Promise<void> {
  const proofs = await rows(
    db,
    sql`select from income_evidence e where e.file_id = ${id} and civil_day(e.submitted_at) >= ${reviewDueOn}::date limit 1`,
  );
  refuseIf(
    proofs.length === 0,
    'VALIDATION_FAILED',
    `The review is due since ${reviewDueOn}. Have the incomes proven anew first ("submitIncomeEvidence").`,
    { rule: 'S-34', field: 'fileId' },
  );
}
