import { requestAccepted, requestResolved } from '@union-graph/events';
import { type CloudEvent, handle, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { escalateIfOverdue } from './escalate.ts';
import { settle } from './resolveServiceRequest.ts';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** What a request may become in another service. */
const HANDLERS: readonly string[] = ['MediationCase', 'AidApplication', 'HardshipFile', 'JobReferral', 'OutreachRequest'];

/** The service that a request was handed to took it up: `typeName` and `id` are what it became there. */
const accepted = handle(requestAccepted, async (tx, event) => {
  const { typeName, id } = event.data;
  const request = await findHandedTo(tx, event);
  if (!request) return;
  refuseIf(!HANDLERS.includes(typeName), 'BAD_USER_INPUT', `A request becomes one of ${HANDLERS.join(', ')}.`);
  if (!REQUEST_TRANSITIONS[request.status].includes('IN_PROGRESS')) return;
  await updateRow(tx.db, ServiceRequest, request, { status: 'IN_PROGRESS', handledByType: typeName, handledById: id });
});

/** What became of a request is done. */
const resolved = handle(requestResolved, async (tx, event) => {
  const request = await findHandedTo(tx, event);
  if (request) await settle(tx, request, '已办结。');
});

/** What other services do with requests (J-05). From a service that does not have the request any more, or late, it changes nothing. */
export const requestHandled = [accepted, resolved];

/** The request that an event is about, locked; null when it is not with that service now, or was handed to it again since. */
async function findHandedTo(tx: Tx, { type, subject, aggregateversion }: CloudEvent): Promise<ServiceRequest | null> {
  const target = String(type.split('.')[0]).toUpperCase().replaceAll('-', '_');
  const request = await tx.db.findOne(ServiceRequest, { where: { id: subject }, lock: { mode: 'pessimistic_write' } });
  const isThere = request?.target === target && ['DISPATCHED', 'IN_PROGRESS', 'ESCALATED'].includes(request.status);
  return isThere && aggregateversion >= (request.dispatchedVersion ?? 0) ? escalateIfOverdue(tx, request) : null;
}
