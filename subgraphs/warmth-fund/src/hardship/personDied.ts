import { civilDay, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { hasAnyDied } from '../member/hasAnyDied.ts';
import type { HardshipFile } from './HardshipFile.ts';
import { personsOf } from './steps.ts';

/**
 * Somebody who is not the head of a household has died: its active file is due for review at once, and ends there with `HOUSEHOLD_CHANGED`, since income for each
 * person is of those with whom the file was opened.
 */
export async function reviewFilesOfDead({ db, now }: Tx, memberId: string): Promise<void> {
  const today = civilDay(now);
  await rows(
    db,
    sql`with due as (
      update hardship_file f set review_due_on = ${today}, version = version + 1
      where f.status = 'ACTIVE' and f.review_due_on > ${today} and f.household_id in (select households_of(${memberId}::uuid)) returning f.id)
    select id from due`,
  );
}

/** Refuses that a file becomes active, or stays so, of whose household somebody has died since it was opened. */
export async function refuseDeadPerson(tx: Tx, file: HardshipFile, instead: 'rejectFile' | 'exitFile'): Promise<void> {
  if (!(await hasAnyDied(tx, await personsOf(tx, file)))) return;
  throw new Refusal(
    'VALIDATION_FAILED',
    `Somebody of this household has died since the file was opened. End it by "${instead}", and open one for the household as it is.`,
    { rule: 'S-34', field: 'fileId' },
  );
}
