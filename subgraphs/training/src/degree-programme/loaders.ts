import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { DegreeProgramme } from './DegreeProgramme.ts';
import { ScoreLine } from './ScoreLine.ts';

/** Programmes by id; public. */
export const degreeProgramme: Batch<string, DegreeProgramme | null> = async ({ db }, ids) => {
  const found = await rows<DegreeProgramme>(
    db,
    sql`select ${columns(DegreeProgramme, 'p')} from degree_programme p where p.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** A programme's score lines, the latest year first. */
export const scoreLines: Batch<string, ScoreLine[]> = async ({ db }, programmeIds) => {
  const found = await rows<ScoreLine>(
    db,
    sql`select ${columns(ScoreLine, 'l')} from score_line l where l.programme_id = any(${programmeIds}::uuid[]) order by l.year desc`,
  );
  return grouped(programmeIds, found, ({ programmeId }) => programmeId);
};
