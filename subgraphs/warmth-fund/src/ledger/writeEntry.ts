import { insertRow, newId, type Tx } from '@union-graph/subgraph';
import type { Book } from '../fund/Fund.ts';
import { wakeWaiting } from '../reservation/wakeWaiting.ts';
import { lockAccounts } from './accounts.ts';
import { JournalEntry } from './JournalEntry.ts';
import { Posting } from './Posting.ts';
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
export async function writeEntry(
  tx: Tx,
  { id = newId(), book, memo, lines, postedAt = tx.now, reversesId, source }: NewEntry,
): Promise<JournalEntry> {
  checkLines(lines);
  const accounts = await lockAccounts(
    tx.db,
    lines.map(({ accountId }) => accountId),
  );
  checkBook(book, accounts);
  const entry = await insertRow(tx.db, JournalEntry, {
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
  await tx.db.insert(
    Posting,
    lines.map(({ accountId, side, amountFen }) => ({ entryId: entry.id, accountId, book, side, amountFen })),
  );
  for (const account of accounts) {
    const received = lines.some(({ accountId, side }) => accountId.toLowerCase() === account.id && side === 'DEBIT');
    if (account.cash && received) await wakeWaiting(tx, account.fundId);
  }
  return entry;
}
