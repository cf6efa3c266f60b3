import { columns, type ReadContext, rows, sql } from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import type { Book } from '../fund/Fund.ts';
import { PeriodClosing } from './PeriodClosing.ts';

/** The closed months of a book, the latest first. `FORBIDDEN` for those who may not read the books. */
export async function periodClosings({ db, viewer }: ReadContext, book: Book): Promise<PeriodClosing[]> {
  authoriseBooks(viewer);
  return rows(db, sql`select ${columns(PeriodClosing, 'c')} from period_closing c where c.book = ${book} order by c.month desc`);
}
