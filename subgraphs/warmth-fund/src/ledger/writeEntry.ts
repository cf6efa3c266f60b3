import { newId, preparedRows, sql, type Tx } from '@union-graph/subgraph';
import type { Book } from '../fund/Fund.ts';
import { wake } from '../reservation/wakeWaiting.ts';
import { checkAccountIds, checkAllFound, selectForChange } from './accounts.ts';
import { JournalEntry } from './JournalEntry.ts';
import type { LedgerAccount } from './LedgerAccount.ts';
import { checkBook, checkLines, type Line } from './rules.ts';

interface NewEntry {
  /** Drawn here unless something already names the entry. */
  readonly id?: string;
  readonly book: Book;
  readonly memo: string;
  readonly lines: readonly Line[];
  /** Now unless told. */
  readonly postedAt?: Date;
  readonly reversesId?: string;
  readonly source?: { readonly subgraph: string; readonly typeName: string; readonly id: string };
}

/**
 * Writes one entry with its postings; the database moves the balances. Accounts are locked in the order of their ids.
 * Throws `UNBALANCED_ENTRY`, `VALIDATION_FAILED`, `NOT_FOUND`, and by the account's CHECK `INSUFFICIENT_FUNDS`.
 */
export async function writeEntry(tx: Tx, wish: NewEntry): Promise<JournalEntry> {
  const entry = entryOf(tx, wish);
  await insertAndWake(tx, entry, wish.lines);
  return entry;
}

/** The same, written behind everything else of the transaction: other entries on the accounts wait for that statement and the commit alone. */
export function writeEntryLast(tx: Tx, wish: NewEntry): JournalEntry {
  const entry = entryOf(tx, wish);
  tx.last(() => insertAndWake(tx, entry, wish.lines));
  return entry;
}

function entryOf(tx: Tx, { id = newId(), book, memo, lines, postedAt = tx.now, reversesId, source }: NewEntry): JournalEntry {
  checkLines(lines);
  return Object.assign(tx.db.create(JournalEntry), {
    id,
    book,
    postedAt,
    memo,
    reversesId: reversesId ?? null,
    sourceSubgraph: source?.subgraph ?? null,
    sourceType: source?.typeName ?? null,
    sourceId: source?.id ?? null,
    postedBy: tx.viewer.personId ?? tx.viewer.subject,
  });
}

async function insertAndWake(tx: Tx, entry: JournalEntry, lines: readonly Line[]): Promise<void> {
  const accounts = await insertEntry(tx, entry, lines);
  for (const { fundId } of accounts.filter(({ payoutsWait }) => payoutsWait)) await wake(tx, fundId);
}

/** An account that an entry moves, and whether money comes to it for which payouts of its fund wait. */
type MovedAccount = LedgerAccount & { readonly payoutsWait: boolean };

/**
 * Locks the accounts and writes the entry with its lines by one statement: other entries on these accounts wait from here to the end of the
 * transaction, so every further round trip before it would be theirs, too. Writes nothing, and throws, unless all are accounts of the book.
 */
async function insertEntry(tx: Tx, entry: JournalEntry, lines: readonly Line[]): Promise<MovedAccount[]> {
  const ids = lines.map(({ accountId }) => accountId);
  const [sides, amounts] = [lines.map(({ side }) => side), lines.map(({ amountFen }) => amountFen)];
  checkAccountIds(ids);
  const received = lines.filter(({ side }) => side === 'DEBIT').map(({ accountId }) => accountId);
  const accounts = await preparedRows<MovedAccount>(
    tx.db,
    'write entry',
    sql`with account as materialized (${selectForChange(ids)}),
      entry as (
        insert into journal_entry (id, book, posted_at, memo, reverses_id, source_subgraph, source_type, source_id, posted_by)
          select ${entry.id}, ${entry.book}, ${entry.postedAt}, ${entry.memo}, ${entry.reversesId}, ${entry.sourceSubgraph}, ${entry.sourceType},
            ${entry.sourceId}, ${entry.postedBy}
          where (select count(*) from account where book = ${entry.book}) = ${ids.length}
          returning id, book
      ),
      line as (
        insert into posting (entry_id, account_id, book, side, amount_fen)
          select entry.id, line.account_id, entry.book, line.side, line.fen
          from entry, unnest(${ids}::uuid[], ${sides}::text[], ${amounts}::bigint[]) as line (account_id, side, fen)
      )
      select account.*, case when cash and id = any(${received}::uuid[]) then payouts_wait("fundId") else false end as "payoutsWait"
        from account`,
  );
  checkAllFound(ids, accounts);
  checkBook(entry.book, accounts);
  return accounts;
}
