import { id } from '../ids.ts';
import { personId } from './persons.ts';
import type { Entry } from './warmth-fund-books.ts';

const BOOKS = ['FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE'] as const;
/** The months of 2013 that are closed; September waits for the bank's last statement. */
const CLOSED = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const dayOf = (postedAt: unknown): string => new Date(Date.parse(String(postedAt)) + 8 * 3_600_000).toISOString().slice(0, 10);
const padded = (month: number): string => String(month).padStart(2, '0');

/** The closed months of the five books, each with what was posted in it. */
export const periodClosingRows = (entries: readonly Entry[]) =>
  BOOKS.flatMap((book) =>
    CLOSED.map((month) => {
      const first = `2013-${padded(month)}-01`;
      const posted = entries.filter(({ row }) => row.book === book && dayOf(row.posted_at).slice(0, 7) === first.slice(0, 7));
      const debits = posted.flatMap(({ postings }) => postings.filter(({ side }) => side === 'DEBIT'));
      return {
        id: id('period-closing', `${book}-${month}`),
        book,
        month: first,
        turnover_fen: debits.reduce((sum, { amount_fen }) => sum + Number(amount_fen), 0),
        closed_by: personId('xie-min'),
        closed_at: `2013-${padded(month + 1)}-10T16:00:00+08:00`,
      };
    }),
  );
