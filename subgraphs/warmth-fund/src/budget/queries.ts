import { columns, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import { Budget } from './Budget.ts';

/** The budgets of all funds in a year. `FORBIDDEN` for those who do not read the books. */
export async function budgetsOfYear({ db, viewer }: ReadContext, year: number): Promise<Budget[]> {
  authoriseBooks(viewer);
  return rows(db, sql`select ${columns(Budget, 'b')} from budget b where b.year = ${year} order by b.fund_id, b.category`);
}
