import { requestDispatched } from '@union-graph/events';
import { assertTransition, checkedNumber, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { DispatchServiceRequestInput } from '../schema.gen.ts';
import { getRequest } from './getRequest.ts';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** Hands a request to the service that answers for it (J-05). Neither its topic nor its text travel; both may name persons. */
export async function dispatchServiceRequest(tx: Tx, input: DispatchServiceRequestInput): Promise<{ request: ServiceRequest }> {
  const request = await getRequest(tx, 'dispatchServiceRequest', input);
  assertTransition(REQUEST_TRANSITIONS, 'request', request.status, 'DISPATCHED');
  refuseIf(
    request.difficulty === null,
    'INVALID_TRANSITION',
    'The request was escalated before anybody triaged it. Triage it first.',
    {
      field: 'status',
    },
  );
  const affectedCount = affectedBy(input);
  const dispatched = await updateRow(tx.db, ServiceRequest, request, {
    status: 'DISPATCHED',
    target: input.target,
    handledByType: null,
    handledById: null,
    dispatchedVersion: request.version + 1,
  });
  await tx.publish(requestDispatched, dispatched, {
    target: input.target,
    category: dispatched.category,
    channel: dispatched.channel,
    memberId: dispatched.requesterId,
    districtCode: dispatched.districtCode,
    scopePath: dispatched.scopePath,
    dueAt: dispatched.dueAt.toISOString(),
    affectedCount,
  });
  return { request: dispatched };
}

/** The city has no incident of more workers. */
const MOST_AFFECTED = 1_000_000;

/** How many workers a request touches; only mediation is told, which raises a warning of many (S-28). */
function affectedBy({ affectedCount, target }: DispatchServiceRequestInput): number | null {
  if (affectedCount == null) return null;
  refuseIf(target !== 'MEDIATION', 'BAD_USER_INPUT', 'How many workers a request touches is told to mediation alone.', {
    field: 'affectedCount',
  });
  return checkedNumber(affectedCount, 'affectedCount', [1, MOST_AFFECTED]);
}
