import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { BudgetAllocation } from './BudgetAllocation.ts';

/** What was allocated to each union, the latest year first. Asked only for readers of the books. */
export const allocationsOfUnion: Batch<string, BudgetAllocation[]> = async ({ db }, ids) => {
  const found = await rows<BudgetAllocation>(
    db,
    sql`select ${columns(BudgetAllocation, 'a')} from budget_allocation a
    where a.union_id = any(${ids}::uuid[]) order by a.year desc, a.id`,
  );
  return grouped(ids, found, ({ unionId }) => unionId);
};
