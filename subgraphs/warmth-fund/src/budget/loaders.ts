import { type Batch, columns, rows, sql } from '@union-graph/subgraph';
import { Budget } from './Budget.ts';

/** The budgets of funds, each in one year. Asked only for readers of the books. */
export const budgetsOfFund: Batch<{ fundId: string; year: number }, Budget[]> = async ({ db }, keys) => {
  const found = await rows<Budget>(
    db,
    sql`
    select ${columns(Budget, 'b')} from budget b
    join unnest(${keys.map(({ fundId }) => fundId)}::uuid[], ${keys.map(({ year }) => year)}::int[]) as asked (fund_id, year)
      on (b.fund_id, b.year) = (asked.fund_id, asked.year)
    order by b.category`,
  );
  return keys.map((key) => found.filter(({ fundId, year }) => fundId === key.fundId && year === key.year));
};
