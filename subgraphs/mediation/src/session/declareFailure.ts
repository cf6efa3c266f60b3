import { checkedText, refuseIf, type Tx } from '@union-graph/subgraph';
import { endUnagreed } from '../agreement/endUnagreed.ts';
import { leaveCase } from '../application/leaveCase.ts';
import { applicantsOf, elected } from '../case/applicants.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { isApplicant } from '../case/scope.ts';
import { takeOfApplicants } from '../case/takeOfApplicants.ts';
import type { DeclareFailureInput } from '../schema.gen.ts';

/**
 * Ends the mediation without an agreement; the applicant may go to arbitration (P11 art. 14). What was agreed and is not signed by all binds nobody,
 * so that a side which does not sign ends it, too. One of several applicants who elected nobody ends it for themself. Once all who ask have died, the centre
 * ends it, too, from receipt on: nobody asks for anything in it any more, and their close relatives may go to arbitration (P11 art. 25).
 */
export async function declareFailure(tx: Tx, input: DeclareFailureInput): Promise<{ case: MediationCase }> {
  const { row } = await takeOfApplicants(tx, input, 'declareFailure');
  const reason = checkedText(input.reason, 'reason', 1_000);
  refuseIf(
    row.status === 'AGREED' && row.signedAt !== null,
    'INVALID_TRANSITION',
    'Both sides and the mediator have signed; the organisation puts its seal.',
    { rule: 'P11 art. 14', field: 'status' },
  );
  if (isApplicant(tx.viewer, row)) {
    const applicants = await applicantsOf(tx.db, row.id);
    const own = applicants.filter(({ memberId }) => memberId === tx.viewer.personId).map(({ id }) => id);
    if (applicants.length > 1 && elected(applicants).length === 0)
      return { case: await leaveCase(tx, row, { partyIds: own, as: 'FAILED', paperRef: null, reason }) };
  }
  return { case: await endUnagreed(tx, row, 'FAILED', { failedAt: tx.now, failureReason: reason }) };
}
