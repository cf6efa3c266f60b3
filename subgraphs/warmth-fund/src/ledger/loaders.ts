import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { JournalEntry } from './JournalEntry.ts';
import { LedgerAccount } from './LedgerAccount.ts';
import { Posting } from './Posting.ts';

/** Accounts by id. Reached only through what readers of the books may see. */
export const ledgerAccount: Batch<string, LedgerAccount | null> = async ({ db }, ids) => {
  const found = await rows<LedgerAccount>(
    db,
    sql`select ${columns(LedgerAccount, 'a')} from ledger_account a where a.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Entries by id. */
export const journalEntry: Batch<string, JournalEntry | null> = async ({ db }, ids) => {
  const found = await rows<JournalEntry>(
    db,
    sql`select ${columns(JournalEntry, 'e')} from journal_entry e where e.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The lines of entries, debits first, by entry id. */
export const postings: Batch<string, Posting[]> = async ({ db }, entryIds) => {
  const found = await rows<Posting>(
    db,
    sql`
    select ${columns(Posting, 'p')} from posting p
      where p.entry_id = any(${entryIds}::uuid[]) order by p.side desc, p.account_id`,
  );
  return grouped(entryIds, found, ({ entryId }) => entryId);
};
