import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { escalateIfOverdue } from './escalate.ts';
import { requestPolicy, seesRequest } from './policy.ts';
import { ServiceRequest } from './ServiceRequest.ts';

interface RequestInput {
  readonly requestId: string;
  readonly expectedVersion: number;
}

/** A request as it is now, locked for a change. `NOT_FOUND` when the viewer may not see it, `FORBIDDEN` when the verb is not theirs. */
export async function getRequest(
  tx: Tx,
  verb: Parameters<typeof requestPolicy.authorise>[1],
  { requestId, expectedVersion }: RequestInput,
): Promise<ServiceRequest> {
  const request = await getForUpdate(tx, ServiceRequest, requestId, { what: 'request', visible: seesRequest, expectedVersion });
  requestPolicy.authorise(tx.viewer, verb, request);
  return escalateIfOverdue(tx, request);
}
