import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import { BookTransfer, type BookTransferStatus } from './BookTransfer.ts';

/** Transfers between books, newest first. `FORBIDDEN` for those who may not read the books. */
export const bookTransfers: PageSource<BookTransfer, { readonly status?: BookTransferStatus | null }> = {
  name: 'bookTransfers',
  select: ({ status }, { viewer }) => {
    authoriseBooks(viewer);
    return sql`select ${columns(BookTransfer, 't')} from book_transfer t
      where (${status ?? null}::text is null or t.status = ${status ?? null})`;
  },
  order: [
    { by: 'requestedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
