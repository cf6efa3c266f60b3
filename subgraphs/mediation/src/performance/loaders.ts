import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { PerformanceItem } from './PerformanceItem.ts';

/** What is to be paid in cases that the viewer has been given, by case id, in the order of the terms. */
export const performanceOfCase: Batch<string, PerformanceItem[]> = async ({ db }, caseIds) => {
  const found = await rows<PerformanceItem>(
    db,
    sql`select ${columns(PerformanceItem, 'i')} from performance_item i
    where i.case_id = any(${caseIds}::uuid[]) and not i.is_void order by i.case_id, i.position`,
  );
  return grouped(caseIds, found, ({ caseId }) => caseId);
};
