import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Confirmation } from './Confirmation.ts';

/** The confirmations of cases that the viewer has been given, by case id. */
export const confirmationOfCase: Batch<string, Confirmation | null> = async ({ db }, caseIds) => {
  const found = await rows<Confirmation>(
    db,
    sql`select ${columns(Confirmation, 'c')} from confirmation c where c.case_id = any(${caseIds}::uuid[])`,
  );
  return inOrder(caseIds, found, ({ caseId }) => caseId);
};
