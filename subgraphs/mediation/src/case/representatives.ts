import { civilDay, forbidden, type Tx } from '@union-graph/subgraph';
import { applicantsOf, elected, remaining } from './applicants.ts';
import type { MediationCase } from './MediationCase.ts';
import { type CaseVerb, currentCaseStatus } from './rules.ts';
import { isApplicant } from './scope.ts';

/** What is done for all applicants at once. */
const FOR_ALL: readonly CaseVerb[] = [
  'signAgreement',
  'declareFailure',
  'withdrawCase',
  'applyPaymentOrder',
  'applyEnforcement',
  'referToArbitration',
];

/**
 * Throws `FORBIDDEN` for an applicant who acts for all, where they have elected others to do so (P11 art. 7), and for one who has left the
 * case to the others. Where the mediation has failed for all, each of them may go on to arbitration.
 */
export async function refuseUnelected({ db, viewer, now }: Tx, row: MediationCase, verb: CaseVerb): Promise<void> {
  if (!isApplicant(viewer, row)) return;
  const applicants = await applicantsOf(db, row.id);
  const own = applicants.find(({ memberId }) => memberId === viewer.personId);
  const hasFailedForAll = remaining(applicants).length === 0 || currentCaseStatus(row, civilDay(now)) === 'FAILED';
  const isOut = own !== undefined && own.leftAs !== null;
  const isLeft = isOut && (own.leftAs === 'WITHDRAWN' || !hasFailedForAll);
  if (isLeft)
    throw forbidden(viewer, 'You have left this case.', {
      kind: 'person',
      anyOf: ['applicant who takes part'],
    });
  if (!FOR_ALL.includes(verb) || own?.isRepresentative || elected(applicants).length === 0) return;
  throw forbidden(viewer, 'The applicants elected representatives, who do this for all of them.', {
    kind: 'person',
    anyOf: ['elected representative'],
  });
}
