import { addDays, civilDay, refuseIf, startOfDay, type Tx } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import type { PostEntryInput } from '../schema.gen.ts';
import type { JournalEntry } from './JournalEntry.ts';
import { ledgerPolicy } from './policy.ts';
import { checkedMemo } from './rules.ts';
import { writeEntryLast } from './writeEntry.ts';

/** Writes an entry by hand (FND-INV-1, 2, 7), of today or of an earlier day whose month is open. */
export async function postEntry(tx: Tx, { book, memo, postings, postedOn }: PostEntryInput): Promise<{ entry: JournalEntry }> {
  ledgerPolicy.authorise(tx.viewer, 'postEntry', { scopePath: CITY_PATH });
  const postedAt = postedOn ? lastMomentOf(postedOn, tx.now) : tx.now;
  return { entry: writeEntryLast(tx, { book, memo: checkedMemo(memo), lines: postings, postedAt }) };
}

/** The books begin after this day: no entry is of an earlier one. */
const FIRST_DAY = '2000-01-01';

/** When an entry of an earlier day counts as posted: at that day's end, behind what was posted on it. */
function lastMomentOf(day: string, now: Date): Date {
  const today = civilDay(now);
  refuseIf(day < FIRST_DAY, 'VALIDATION_FAILED', `An entry is of ${FIRST_DAY} or a later day; got ${day}.`, {
    rule: 'FND-INV-1',
    field: 'postedOn',
  });
  refuseIf(day > today, 'VALIDATION_FAILED', `An entry is of today or an earlier day; got ${day}.`, {
    rule: 'FND-INV-1',
    field: 'postedOn',
  });
  return day === today ? now : new Date(startOfDay(addDays(day, 1)).getTime() - 1);
}
