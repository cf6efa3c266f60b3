import { columns, isId, notFound, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import type { ReverseEntryInput } from '../schema.gen.ts';
import { JournalEntry } from './JournalEntry.ts';
import { Posting } from './Posting.ts';
import { ledgerPolicy } from './policy.ts';
import { checkedMemo, otherSide } from './rules.ts';
import { writeEntry } from './writeEntry.ts';

/** Entries that an act has written are taken back by an act, or stay: what the act has noted besides would say something else than the books. */
const OTHER_WAYS: Readonly<Record<string, { readonly message: string; readonly rule: string }>> = {
  Disbursement: {
    message: 'This entry paid a disbursement. Use "recordReturn" when the bank has sent the money back.',
    rule: 'FND-INV-3',
  },
  Donation: { message: 'This entry received a donation. Use "refundDonation" to give it back.', rule: 'S-17' },
  BookTransfer: {
    message: 'This entry is one half of a transfer between books. Transfer the money back instead, so that both books agree.',
    rule: 'FND-INV-7',
  },
  ServiceProject: {
    message: 'This entry took in what a project that ended early gave back. Post what differs with an entry of its own.',
    rule: 'S-22',
  },
  ServiceCostApplication: {
    message: 'This entry took in what was left of a service-cost grant. Post what differs with an entry of its own.',
    rule: 'S-33',
  },
};

/**
 * Takes an entry back by its mirror image (FND-INV-1: entries are never changed). Once only, held by the constraint
 * `journal_entry_reversed_once`; a reversal itself, or an entry that an act of another kind has written, is not reversed by hand.
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
  const way = entry.sourceType === null ? undefined : OTHER_WAYS[entry.sourceType];
  if (way) throw new Refusal('VALIDATION_FAILED', way.message, { rule: way.rule, field: 'entryId' });
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
