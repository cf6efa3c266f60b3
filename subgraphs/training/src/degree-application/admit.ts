import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { AdmitInput } from '../schema.gen.ts';
import { proposeSponsorship } from '../sponsorship/proposeSponsorship.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import { lockApplication } from './lockApplication.ts';
import { degreePolicy } from './policy.ts';
import { DEGREE_TRANSITIONS } from './rules.ts';
import { tellStudent } from './tellStudent.ts';

/** Admits an applicant whose score reaches the line, and proposes to sponsor the studies (domain rule 2.3.2). */
export async function admit(tx: Tx, input: AdmitInput): Promise<{ application: DegreeApplication }> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'admit', asked);
  const { application: before, programme } = asked;
  refuseIf(
    before.status === 'SCORE_FAILED',
    'THRESHOLD_NOT_MET',
    `The score is ${before.examScore}, and the line of ${before.examYear} is ${before.scoreLine}.`,
    { rule: 'S-62', field: 'applicationId' },
  );
  assertTransition(DEGREE_TRANSITIONS, 'application', before.status, 'ADMITTED');
  await refuseDead(tx, [before.memberId], 'applicationId');
  const application = await updateRow(tx.db, DegreeApplication, before, {
    status: 'ADMITTED',
    admittedBy: actingPerson(tx.viewer),
    admittedAt: tx.now,
  });
  await proposeSponsorship(tx, application, programme);
  await tellStudent(tx, application, asked.institution, true);
  return { application };
}
