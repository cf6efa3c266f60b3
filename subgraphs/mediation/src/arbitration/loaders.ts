import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Award } from './Award.ts';

/** The awards in cases that the viewer has been given, by case id. */
export const awardOfCase: Batch<string, Award | null> = async ({ db }, caseIds) => {
  const found = await rows<Award>(db, sql`select ${columns(Award, 'a')} from award a where a.case_id = any(${caseIds}::uuid[])`);
  return inOrder(caseIds, found, ({ id }) => id);
};
