import { type Tx, updateRow } from '@union-graph/subgraph';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** The task that waits for the end of a request's limit. */
export const ESCALATE_REQUEST = 'escalate_request';

const secondAfter = (at: Date): Date => new Date(at.getTime() + 1_000);

/** Has the request looked at once its limit is over; a new limit replaces the one before. */
export const escalateLater = (tx: Tx, { id, dueAt }: ServiceRequest): Promise<void> =>
  tx.schedule(ESCALATE_REQUEST, { requestId: id }, { at: secondAfter(dueAt), jobKey: `escalate-${id}` });

/** Escalates a request whose limit is over without an answer (domain rule 2.1.3); any other is left as it is. */
export async function escalateOverdueRequest(tx: Tx, { requestId }: Record<string, unknown>): Promise<void> {
  const request = await tx.db.findOne(ServiceRequest, {
    where: { id: String(requestId) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!request || request.dueAt >= tx.now || !REQUEST_TRANSITIONS[request.status].includes('ESCALATED')) return;
  await updateRow(tx.db, ServiceRequest, request, { status: 'ESCALATED' });
}
