import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { LimitationEvent } from './LimitationEvent.ts';

/** What bears on the time limits of cases that the viewer has been given, by case id. */
export const limitationEvents: Batch<string, LimitationEvent[]> = async ({ db }, caseIds) => {
  const found = await rows<LimitationEvent>(
    db,
    sql`select ${columns(LimitationEvent, 'e')} from limitation_event e
    where e.case_id = any(${caseIds}::uuid[]) order by e.happened_on, e.id`,
  );
  return grouped(caseIds, found, ({ caseId }) => caseId);
};
