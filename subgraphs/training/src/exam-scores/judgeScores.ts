import { rows, sql, type Tx } from '@union-graph/subgraph';

/** Judges the scores of a programme and year anew by the line that was set; those who are admitted stay admitted. */
export const judgeScores = ({ db }: Tx, programmeId: string, year: number, line: number): Promise<unknown> =>
  rows(
    db,
    sql`update degree_application a set score_line = ${line}::int, version = a.version + 1,
        status = case when a.exam_score >= ${line}::int then 'SCORE_PASSED' else 'SCORE_FAILED' end
      where a.programme_id = ${programmeId} and a.exam_year = ${year} and a.status in ('EXAM_TAKEN', 'SCORE_PASSED', 'SCORE_FAILED')
        and a.score_line is distinct from ${line}::int`,
  );
