import { forbidden, rows, sql, type Tx } from '@union-graph/subgraph';
import type { MediationCase } from './MediationCase.ts';
import type { CaseVerb } from './rules.ts';
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

/** Throws `FORBIDDEN` for an applicant who acts for all, where they have elected others to do so (P11 art. 7). */
export async function refuseUnelected({ db, viewer }: Tx, row: MediationCase, verb: CaseVerb): Promise<void> {
  if (!row.isCollective || !FOR_ALL.includes(verb) || !isApplicant(viewer, row)) return;
  const [elected] = await rows<{ isElected: boolean | null }>(
    db,
    sql`select bool_or(coalesce(p.member_id = ${viewer.personId}::uuid, false)) as "isElected" from case_party p
    where p.case_id = ${row.id}::uuid and p.side = 'APPLICANT' and p.is_representative`,
  );
  if (elected?.isElected !== false) return;
  throw forbidden(viewer, 'The applicants elected representatives, who do this for all of them.', {
    kind: 'person',
    anyOf: ['elected representative'],
  });
}
