import { checkedOpenText, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
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
  refuseIf(row.closedAt !== null, 'INVALID_TRANSITION', `This one is ${row.status}; that state is final.`, { field: 'status' });
  const note = checkedOpenText(input.note, 'note', LONGEST_NOTE);
  const closed = await updateRow(tx.db, OutreachRequest, row, {
    status: delivered ? 'DELIVERED' : 'DECLINED',
    note,
    closedAt: tx.now,
  });
  await tx.publish({
    type: 'request.resolved',
    aggregateId: row.serviceRequestId,
    aggregateVersion: row.requestVersion,
    data: { typeName: 'OutreachRequest', status: closed.status },
  });
  return { request: closed };
}
