import { getForUpdate, refuseIf, type Tx } from '@union-graph/subgraph';
import { OutreachRequest } from './OutreachRequest.ts';
import { outreachPolicy, seesOutreachRequest } from './policy.ts';

interface RequestInput {
  readonly requestId: string;
  readonly expectedVersion: number;
}

/**
 * A request that a union made, locked, at the version that the client read. `NOT_FOUND` for one that the viewer may not see, `FORBIDDEN` when
 * the verb is not theirs, `VALIDATION_FAILED` for what came from 12351, which is closed by `closeOutreach`.
 */
export async function getOutreach(
  tx: Tx,
  verb: Parameters<typeof outreachPolicy.authorise>[1],
  { requestId, expectedVersion }: RequestInput,
): Promise<OutreachRequest> {
  const row = await getForUpdate(tx, OutreachRequest, requestId, {
    what: 'request',
    visible: seesOutreachRequest,
    expectedVersion,
  });
  refuseIf(
    row.unionId === null && outreachPolicy.allows(tx.viewer, 'closeOutreach', row),
    'VALIDATION_FAILED',
    'This came from 12351. Say how it ended with "closeOutreach".',
    { field: 'requestId' },
  );
  outreachPolicy.authorise(tx.viewer, verb, row);
  return row;
}
