import { checkedNumber, civilDay, getForUpdate, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { judgeScores } from '../exam-scores/judgeScores.ts';
import { numbers } from '../rule/numbers.ts';
import type { SetScoreLineInput } from '../schema.gen.ts';
import { DegreeProgramme } from './DegreeProgramme.ts';
import { degreeProgrammePolicy } from './policy.ts';

/** Sets or replaces the score line of this or the next year, and judges its scores by it; lines of years that are over stand. */
export async function setScoreLine(tx: Tx, input: SetScoreLineInput): Promise<{ programme: DegreeProgramme }> {
  const { programmeId, expectedVersion, year } = input;
  const row = await getForUpdate(tx, DegreeProgramme, programmeId, {
    what: 'degree programme',
    visible: () => true,
    expectedVersion,
  });
  degreeProgrammePolicy.authorise(tx.viewer, 'setScoreLine', row);
  const thisYear = Number(civilDay(tx.now).slice(0, 4));
  refuseIf(
    year < thisYear || year > thisYear + 1,
    'VALIDATION_FAILED',
    `A score line is set for ${thisYear} or ${thisYear + 1}; got ${year}.`,
    { rule: 'S-62', field: 'year' },
  );
  const line = checkedNumber(input.line, 'line', [1, tx.number(numbers.EXAM_MAX_SCORE)]);
  await rows(
    tx.db,
    sql`insert into score_line (programme_id, year, line, set_by, set_at) values (${row.id}, ${year}, ${line}, ${tx.viewer.personId}, ${tx.now})
      on conflict on constraint score_line_pk do update set line = excluded.line, set_by = excluded.set_by, set_at = excluded.set_at`,
  );
  await judgeScores(tx, row.id, year, line);
  return { programme: await updateRow(tx.db, DegreeProgramme, row, {}) };
}
