import { type Tx, updateRow } from '@union-graph/subgraph';
import { requestStatusAt } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** The task that waits for the end of a request's limit. */
export const ESCALATE_REQUEST = 'escalate_request';

const secondAfter = (at: Date): Date => new Date(at.getTime() + 1_000);

/** Has the request looked at once its limit is over; a new limit replaces the one before. */
export const escalateLater = (tx: Tx, { id, dueAt }: ServiceRequest): Promise<void> =>
  tx.schedule(ESCALATE_REQUEST, { requestId: id }, { at: secondAfter(dueAt), jobKey: `escalate-${id}` });

/**
 * A locked request as it is now: one whose limit is over without an answer is escalated first (domain rule 2.1.3), so that no act waits for the task
 * that does it. Gives the same object where nothing has changed.
 */
export const escalateIfOverdue = async (tx: Tx, request: ServiceRequest): Promise<ServiceRequest> =>
  requestStatusAt(request, tx.now) === request.status
    ? request
    : updateRow(tx.db, ServiceRequest, request, { status: 'ESCALATED', escalatedAt: request.dueAt });

/** The task {@link ESCALATE_REQUEST}. */
export async function escalateOverdueRequest(tx: Tx, { requestId }: Record<string, unknown>): Promise<void> {
  const request = await tx.db.findOne(ServiceRequest, {
    where: { id: String(requestId) },
    lock: { mode: 'pessimistic_write' },
  });
  if (request) await escalateIfOverdue(tx, request);
}
