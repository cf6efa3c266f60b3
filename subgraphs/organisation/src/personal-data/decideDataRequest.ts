import { assertTransition, getForUpdate, isId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { Member } from '../member/Member.ts';
import type { DecideDataRequestInput } from '../schema.gen.ts';
import { PersonalDataRequest } from './PersonalDataRequest.ts';
import { dataRequestPolicy, seesDataRequest } from './policy.ts';
import { openRequest } from './requestPersonalData.ts';
import { DATA_REQUEST_TRANSITIONS } from './rules.ts';

/** Accepts the proof of identity behind a request for somebody else, which starts it, or refuses the request. */
export async function decideDataRequest(tx: Tx, input: DecideDataRequestInput): Promise<{ request: PersonalDataRequest }> {
  const found = isId(input.requestId) ? await tx.db.findOneBy(PersonalDataRequest, { id: input.requestId }) : null;
  const member = found && (await tx.db.findOneBy(Member, { id: found.memberId }));
  if (!member || !seesDataRequest(tx.viewer, member)) throw notFound('request', input.requestId);
  const request = await getForUpdate(tx, PersonalDataRequest, input.requestId, {
    what: 'request',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  dataRequestPolicy.authorise(tx.viewer, 'decideDataRequest', member);
  refuseIf(
    request.requestedById === tx.viewer.personId,
    'SEPARATION_OF_DUTIES',
    'Whoever sent a request does not decide on the proof of identity. Ask a colleague.',
    { rule: '2.1.3' },
  );
  const reason = input.reason?.trim() || null;
  refuseIf(!input.approve && reason === null, 'BAD_USER_INPUT', 'A refusal needs a reason that the person can read.', {
    field: 'reason',
  });
  assertTransition(DATA_REQUEST_TRANSITIONS, 'request', request.status, input.approve ? 'IDENTITY_VERIFIED' : 'REFUSED');
  if (!input.approve)
    return {
      request: await updateRow(tx.db, PersonalDataRequest, request, {
        status: 'REFUSED',
        endedAt: tx.now,
        refusalReason: reason,
      }),
    };
  const verified = await updateRow(tx.db, PersonalDataRequest, request, {
    status: 'IN_PROGRESS',
    verifiedById: tx.viewer.personId,
    verifiedAt: tx.now,
  });
  await openRequest(tx, verified);
  return { request: verified };
}
