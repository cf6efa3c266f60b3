import { checkedOpenText, closeRequestRow, getForUpdate, type Tx } from '@union-graph/subgraph';
import type { CloseOutreachInput } from '../schema.gen.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { outreachPolicy, seesOutreachRequest } from './policy.ts';

const LONGEST_NOTE = 1_000;

/** Says how a request for outreach ended. Organisation hears of it, and the request is answered (J-05). */
export async function closeOutreach(tx: Tx, input: CloseOutreachInput): Promise<{ request: OutreachRequest }> {
  const { expectedVersion, delivered } = input;
  const row = await getForUpdate(tx, OutreachRequest, input.id, {
    what: 'request',
    visible: seesOutreachRequest,
    expectedVersion,
  });
  outreachPolicy.authorise(tx.viewer, 'closeOutreach', row);
  const note = checkedOpenText(input.note, 'note', LONGEST_NOTE);
  const status = delivered ? 'DELIVERED' : 'DECLINED';
  return { request: await closeRequestRow(tx, OutreachRequest, row, { status, note }) };
}
