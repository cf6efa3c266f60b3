import type { Tx } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import type { PostEntryInput } from '../schema.gen.ts';
import type { JournalEntry } from './JournalEntry.ts';
import { ledgerPolicy } from './policy.ts';
import { checkedMemo } from './rules.ts';
import { writeEntry } from './writeEntry.ts';

/** Writes an entry by hand (FND-INV-1, 2, 7). */
export async function postEntry(tx: Tx, { book, memo, postings }: PostEntryInput): Promise<{ entry: JournalEntry }> {
  ledgerPolicy.authorise(tx.viewer, 'postEntry', { scopePath: CITY_PATH });
  return { entry: await writeEntry(tx, { book, memo: checkedMemo(memo), lines: postings }) };
}
