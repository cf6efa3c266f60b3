import { assertTransition, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { TriageServiceRequestInput } from '../schema.gen.ts';
import { limitFrom } from './calendar.ts';
import { escalateLater } from './escalate.ts';
import { getRequest } from './getRequest.ts';
import { seesRequest } from './policy.ts';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

/** Sorts a request: its difficulty sets the limit from its intake on (2.1.3), or it repeats another one. */
export async function triageServiceRequest(tx: Tx, input: TriageServiceRequestInput): Promise<{ request: ServiceRequest }> {
  const request = await getRequest(tx, 'triageServiceRequest', input);
  const { difficulty, duplicateOfId } = input;
  refuseIf(
    (difficulty == null) === (duplicateOfId == null),
    'BAD_USER_INPUT',
    'Say how hard the request is or which one it repeats: one of the two.',
    { field: 'difficulty' },
  );
  if (duplicateOfId != null) {
    assertTransition(REQUEST_TRANSITIONS, 'request', request.status, 'DUPLICATE');
    const first = await getForUpdate(tx, ServiceRequest, duplicateOfId, { what: 'request', visible: seesRequest });
    refuseIf(
      first.id === request.id || first.status === 'DUPLICATE',
      'VALIDATION_FAILED',
      'A request repeats another one that is itself no duplicate.',
      { field: 'duplicateOfId' },
    );
    refuseOtherMatter(request, first);
    await refuseRepeated(tx, request);
    return { request: await updateRow(tx.db, ServiceRequest, request, { status: 'DUPLICATE', duplicateOfId: first.id }) };
  }
  assertTransition(REQUEST_TRANSITIONS, 'request', request.status, 'TRIAGED');
  const hard = difficulty ?? 'SIMPLE';
  const triaged = await updateRow(tx.db, ServiceRequest, request, {
    status: 'TRIAGED',
    difficulty: hard,
    target: null,
    dueAt: await limitFrom(tx, request.receivedAt, hard),
  });
  await escalateLater(tx, triaged);
  return { request: triaged };
}

/** What repeats a request was asked by the same person after it, while it was not closed: else nobody would answer it. */
function refuseOtherMatter(request: ServiceRequest, first: ServiceRequest): void {
  const refuse = (wrong: boolean, message: string) =>
    refuseIf(wrong, 'VALIDATION_FAILED', message, { rule: 'S-15', field: 'duplicateOfId' });
  refuse(
    request.requesterId !== null && first.requesterId !== null && request.requesterId !== first.requesterId,
    'The other request is another person’s. Each of them is owed an answer.',
  );
  refuse(
    first.receivedAt > request.receivedAt,
    'The other request came in later. The later one repeats the earlier one: triage that one.',
  );
  refuse(first.status === 'CLOSED', 'The other request is closed. Triage this one as a new request.');
}

/** What others repeat is itself no duplicate: their requesters wait for its answer. Whoever sorts one of them locks both. */
async function refuseRepeated({ db }: Tx, { id }: ServiceRequest): Promise<void> {
  refuseIf(
    await db.existsBy(ServiceRequest, { duplicateOfId: id }),
    'VALIDATION_FAILED',
    'Another request repeats this one, and its requester waits for the answer to this one. Triage this one as a request of its own.',
    { rule: 'S-15', field: 'duplicateOfId' },
  );
}
