import { assertTransition, checkedOpenText, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import type { ReviewOutreachInput } from '../schema.gen.ts';
import { getOutreach } from './getOutreach.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { LONGEST_NOTE, OUTREACH_TRANSITIONS } from './rules.ts';

/** Accepts a request, or declines it with a reason (2.4.2). What is accepted counts to the quota of its offer. */
export async function reviewOutreach(tx: Tx, input: ReviewOutreachInput): Promise<{ request: OutreachRequest }> {
  const row = await getOutreach(tx, 'reviewOutreach', input);
  const status = input.accepted ? 'REVIEWED' : 'DECLINED';
  assertTransition(OUTREACH_TRANSITIONS, 'request', row.status, status);
  const note = input.note == null ? null : checkedOpenText(input.note, 'note', LONGEST_NOTE);
  if (!input.accepted && note === null)
    throw new Refusal('BAD_USER_INPUT', 'Say why it is declined: the union reads it.', { field: 'note' });
  const closedAt = input.accepted ? null : tx.now;
  return { request: await updateRow(tx.db, OutreachRequest, row, { status, note, closedAt }) };
}
