import {
  addDays,
  civilDay,
  columns,
  empty,
  type PageSource,
  type ReadContext,
  refuseIf,
  requireIds,
  rows,
  sql,
  startOfDay,
} from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import type { Book } from '../fund/Fund.ts';
import { JournalEntry } from './JournalEntry.ts';
import type { TrialBalanceRow } from './TrialBalanceRow.ts';

interface JournalFilter {
  readonly book: Book;
  readonly period?: { readonly from: string; readonly to: string } | null;
  readonly accountId?: string | null;
  readonly source?: { readonly subgraph: string; readonly typeName: string; readonly id: string } | null;
}

/** The entries of a book, newest first: of some days, on one account, of one source. `FORBIDDEN` for those who may not read the books. */
export const journal: PageSource<JournalEntry, JournalFilter> = {
  name: 'journal',
  select: ({ book, period, accountId, source }, { viewer }) => {
    authoriseBooks(viewer);
    requireIds({ accountId });
    // Instants, not days: the list's own index is by instants.
    return sql`select ${columns(JournalEntry, 'e')} from journal_entry e
      where e.book = ${book}
        ${period ? sql`and e.posted_at >= ${startOfDay(period.from)} and e.posted_at < ${startOfDay(addDays(period.to, 1))}` : empty}
        ${accountId ? sql`and exists (select from posting p where p.entry_id = e.id and p.account_id = ${accountId})` : empty}
        ${source ? sql`and (e.source_subgraph, e.source_type, e.source_id) = (${source.subgraph}, ${source.typeName}, ${source.id.toLowerCase()})` : empty}`;
  },
  order: [
    { by: 'postedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** Every account of a book with its balance at the end of a day, from the days' turnovers. */
export async function trialBalance({ db, viewer, now }: ReadContext, { book, asOf }: { book: Book; asOf?: string | null }) {
  authoriseBooks(viewer);
  const today = civilDay(now);
  const day = asOf ?? today;
  refuseIf(day > today, 'BAD_USER_INPUT', `The balance of ${day} is not known yet; ask for ${today} or a day before it.`, {
    field: 'asOf',
  });
  const balances = await rows<TrialBalanceRow>(
    db,
    sql`
    select account.id as "accountId",
      greatest(balance.fen, 0)::bigint as "debitFen", greatest(-balance.fen, 0)::bigint as "creditFen"
    from ledger_account account
    cross join lateral (
      select coalesce(sum(debit_fen - credit_fen), 0) as fen from account_day where account_id = account.id and day <= ${day}
    ) as balance
    where account.book = ${book}
    order by account.fund_id, account.code`,
  );
  const sum = (side: 'debitFen' | 'creditFen') => balances.reduce((total, row) => total + row[side], 0n);
  return { book, asOf: day, rows: balances, debitFen: sum('debitFen'), creditFen: sum('creditFen') };
}
