import { checkedOpenText, getForUpdate, refuseIf, resolveRequest, type Tx, updateRow } from '@union-graph/subgraph';
import type { CloseOutreachInput } from '../schema.gen.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { outreachPolicy, seesOutreachRequest } from './policy.ts';
import { LONGEST_NOTE } from './rules.ts';

/** Says how a request that came from 12351 ended. Organisation hears of it, and the request is answered (J-05). */
export async function closeOutreach(tx: Tx, input: CloseOutreachInput): Promise<{ request: OutreachRequest }> {
  const { expectedVersion, delivered } = input;
  const row = await getForUpdate(tx, OutreachRequest, input.id, {
    what: 'request',
    visible: seesOutreachRequest,
    expectedVersion,
  });
  outreachPolicy.authorise(tx.viewer, 'closeOutreach', row);
  const note = checkedOpenText(input.note, 'note', LONGEST_NOTE);
  refuseIf(row.unionId !== null, 'VALIDATION_FAILED', 'A union asked for this. Decide about it with "reviewOutreach".', {
    field: 'id',
  });
  refuseIf(row.closedAt !== null, 'INVALID_TRANSITION', `This one is ${row.status}; that state is final.`, { field: 'status' });
  const status = delivered ? 'DELIVERED' : 'DECLINED';
  const request = await updateRow(tx.db, OutreachRequest, row, { status, note, closedAt: tx.now });
  await resolveRequest(tx, request, OutreachRequest.name, status);
  return { request };
}
