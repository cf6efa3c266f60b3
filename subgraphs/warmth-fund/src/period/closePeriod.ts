import { checkedNumber, civilDay, insertRow, lockByName, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import type { Book } from '../fund/Fund.ts';
import { ledgerPolicy } from '../ledger/policy.ts';
import type { ClosePeriodInput } from '../schema.gen.ts';
import { PeriodClosing } from './PeriodClosing.ts';
import { checkClosable, nextMonth } from './rules.ts';

/**
 * Closes a month of a book: from then on no entry can be posted into it or before it (the trigger `entry_in_open_period`). Waits for
 * entries of the book that are under way, so that each is in the closed month or refused.
 */
export async function closePeriod(tx: Tx, { book, year, month }: ClosePeriodInput): Promise<{ closing: PeriodClosing }> {
  ledgerPolicy.authorise(tx.viewer, 'closePeriod', { scopePath: CITY_PATH });
  checkedNumber(year, 'year', [2000, 2100]);
  checkedNumber(month, 'month', [1, 12]);
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  await lockByName(tx.db, `book:${book}`);
  const [last] = await rows<{ month: string | null }>(
    tx.db,
    sql`select max(month) as month from period_closing where book = ${book}`,
  );
  checkClosable(first, civilDay(tx.now), last?.month ?? null);
  const closing = {
    id: newId(),
    book,
    month: first,
    turnoverFen: await turnoverOf(tx, book, first),
    closedBy: tx.viewer.personId ?? tx.viewer.subject,
    closedAt: tx.now,
  };
  return { closing: await insertRow(tx.db, PeriodClosing, closing) };
}

async function turnoverOf(tx: Tx, book: Book, month: string): Promise<bigint> {
  const [turnover] = await rows<{ fen: bigint }>(
    tx.db,
    sql`select coalesce(sum(d.debit_fen), 0)::bigint as fen from account_day d join ledger_account a on a.id = d.account_id
      where a.book = ${book} and d.day >= ${month} and d.day < ${nextMonth(month)}`,
  );
  return turnover?.fen ?? 0n;
}
