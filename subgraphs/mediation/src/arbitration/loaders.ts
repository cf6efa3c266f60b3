import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { ArbitrationAward } from './ArbitrationAward.ts';

/** The awards in cases that the viewer has been given, by case id. */
export const awardOfCase: Batch<string, ArbitrationAward | null> = async ({ db }, caseIds) => {
  const found = await rows<ArbitrationAward>(
    db,
    sql`select ${columns(ArbitrationAward, 'a')} from award a where a.case_id = any(${caseIds}::uuid[])`,
  );
  return inOrder(caseIds, found, ({ id }) => id);
};
