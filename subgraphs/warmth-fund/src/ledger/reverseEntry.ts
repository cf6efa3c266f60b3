import { columns, isId, notFound, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import type { ReverseEntryInput } from '../schema.gen.ts';
import { JournalEntry } from './JournalEntry.ts';
import { Posting } from './Posting.ts';
import { ledgerPolicy } from './policy.ts';
import { checkedMemo, otherSide } from './rules.ts';
import { writeEntry } from './writeEntry.ts';

/**
 * Takes an entry back by its mirror image (FND-INV-1: entries are never changed). Once only, held by the constraint
 * `journal_entry_reversed_once`; a reversal itself, or an entry that paid a disbursement, is not reversed by hand.
 */
export async function reverseEntry(tx: Tx, { entryId, memo }: ReverseEntryInput): Promise<{ entry: JournalEntry }> {
  ledgerPolicy.authorise(tx.viewer, 'reverseEntry', { scopePath: CITY_PATH });
  const entry = isId(entryId) ? await tx.db.findOneBy(JournalEntry, { id: entryId }) : null;
  if (!entry) throw notFound('entry', entryId);
  refuseIf(
    entry.reversesId !== null,
    'VALIDATION_FAILED',
    'This entry is itself a reversal. Post the original entry anew instead.',
    { rule: 'FND-INV-1', field: 'entryId' },
  );
  refuseIf(
    entry.sourceType === 'Disbursement',
    'VALIDATION_FAILED',
    'This entry paid a disbursement. Use "recordReturn" when the bank has sent the money back.',
    {
      rule: 'FND-INV-3',
      field: 'entryId',
    },
  );
  refuseIf(
    entry.sourceType === 'Donation',
    'VALIDATION_FAILED',
    'This entry received a donation. Use "refundDonation" to give it back.',
    { rule: 'S-17', field: 'entryId' },
  );
  refuseIf(
    entry.sourceType === 'BookTransfer',
    'VALIDATION_FAILED',
    'This entry is one half of a transfer between books. Transfer the money back instead, so that both books agree.',
    { rule: 'FND-INV-7', field: 'entryId' },
  );
  return { entry: await writeReversal(tx, entry, checkedMemo(memo)) };
}

/** Writes the mirror image of an entry; nobody is asked whether they may. */
export async function writeReversal(tx: Tx, { id, book, ...entry }: JournalEntry, memo: string): Promise<JournalEntry> {
  const lines = await rows<Posting>(tx.db, sql`select ${columns(Posting, 'p')} from posting p where p.entry_id = ${id}`);
  const { sourceSubgraph: subgraph, sourceType: typeName, sourceId } = entry;
  return writeEntry(tx, {
    book,
    memo,
    lines: lines.map(({ accountId, side, amountFen }) => ({ accountId, side: otherSide(side), amountFen })),
    reversesId: id,
    ...(subgraph && typeName && sourceId ? { source: { subgraph, typeName, id: sourceId } } : {}),
  });
}
