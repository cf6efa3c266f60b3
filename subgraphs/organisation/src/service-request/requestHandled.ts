import { type CloudEvent, isId, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import { settle } from './resolveServiceRequest.ts';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** What a request may become in another service. */
const HANDLERS: readonly string[] = ['MediationCase', 'AidApplication', 'HardshipFile', 'JobReferral', 'OutreachRequest'];

/**
 * The service that a request was handed to says that it took it up (`<service>.request.accepted`, with `typeName` and `id`
 * of what it became) or that it is done (`<service>.request.resolved`). The subject is the request. From a service that
 * does not have the request any more, or late, it changes nothing.
 */
export async function requestHandled(tx: Tx, event: CloudEvent): Promise<void> {
  const [service, , what] = event.type.split('.');
  const request = isId(event.subject)
    ? await tx.db.findOne(ServiceRequest, { where: { id: event.subject }, lock: { mode: 'pessimistic_write' } })
    : null;
  const target = String(service).toUpperCase().replaceAll('-', '_');
  if (!request || request.target !== target || !['DISPATCHED', 'IN_PROGRESS', 'ESCALATED'].includes(request.status)) return;
  if (event.aggregateversion < (request.dispatchedVersion ?? 0)) return;
  if (what === 'resolved') {
    await settle(tx, request, '已办结。');
    return;
  }
  const { typeName, id } = event.data;
  if (typeof typeName !== 'string' || typeof id !== 'string' || !HANDLERS.includes(typeName) || !isId(id))
    throw new Refusal('BAD_USER_INPUT', `A request becomes one of ${HANDLERS.join(', ')}, with its id.`);
  if (!REQUEST_TRANSITIONS[request.status].includes('IN_PROGRESS')) return;
  await updateRow(tx.db, ServiceRequest, request, { status: 'IN_PROGRESS', handledByType: typeName, handledById: id });
}
