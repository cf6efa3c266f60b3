import { assertTransition, checkedText, civilDay, readCalendar, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { isDayOff } from '../course/rules.ts';
import type { EnrolStudentInput, StartStudiesInput, WithdrawFromStudiesInput } from '../schema.gen.ts';
import { activateSponsorship, stopSponsorship } from '../sponsorship/course.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import { type LockedApplication, lockApplication } from './lockApplication.ts';
import { degreePolicy } from './policy.ts';
import { checkedNo } from './registerExam.ts';
import { DEGREE_TRANSITIONS } from './rules.ts';
import { tellStudent } from './tellStudent.ts';

interface Changed {
  readonly application: DegreeApplication;
}

/** Enters an admitted applicant on the roll of students. */
export async function enrolStudent(tx: Tx, input: EnrolStudentInput): Promise<Changed> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'enrolStudent', asked);
  const { application } = asked;
  assertTransition(DEGREE_TRANSITIONS, 'application', application.status, 'ENROLLED');
  const studentNo = checkedNo(input.studentNo, 'studentNo', 4);
  return { application: await updateRow(tx.db, DegreeApplication, application, { status: 'ENROLLED', studentNo }) };
}

/** Begins the first term on a day off at a weekend (SKL-INV-5). */
export async function startStudies(tx: Tx, input: StartStudiesInput): Promise<Changed> {
  const { startsOn } = input;
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'startStudies', asked);
  const { application: before } = asked;
  assertTransition(DEGREE_TRANSITIONS, 'application', before.status, 'STUDYING');
  const refusal = { rule: 'SKL-INV-5', field: 'startsOn' };
  const admittedOn = civilDay(before.admittedAt as Date);
  refuseIf(
    startsOn > civilDay(tx.now) || startsOn < admittedOn,
    'VALIDATION_FAILED',
    `Studies begin after the admission on ${admittedOn}, and are noted when they have begun; got ${startsOn}.`,
    refusal,
  );
  refuseIf(
    !isDayOff(await readCalendar(tx.db), startsOn),
    'VALIDATION_FAILED',
    `${startsOn} is no Saturday or Sunday off. The degree plan meets on those days only.`,
    refusal,
  );
  const application = await updateRow(tx.db, DegreeApplication, before, { status: 'STUDYING', startsOn });
  await activateSponsorship(tx, application);
  return { application };
}

/**
 * Ends an application, or studies before the diploma; what was not paid of the sponsorship is not paid any more. Until the admission an
 * application is the worker's and their union's, from then on the student's and the institution's.
 */
export async function withdrawFromStudies(tx: Tx, input: WithdrawFromStudiesInput): Promise<Changed> {
  const asked = await lockApplication(tx, input);
  const { application: before } = asked;
  degreePolicy.authorise(tx.viewer, before.admittedAt === null ? 'withdrawApplication' : 'withdrawFromStudies', asked);
  assertTransition(DEGREE_TRANSITIONS, 'application', before.status, 'WITHDRAWN');
  const endedBecause = checkedText(input.reason, 'reason', 200, 2);
  return { application: await endStudies(tx, asked, 'WITHDRAWN', endedBecause) };
}

/** Writes down that an application or studies ended without a diploma, and stops the sponsorship. */
export async function endStudies(
  tx: Tx,
  { application: before, institution }: Pick<LockedApplication, 'application' | 'institution'>,
  status: 'WITHDRAWN' | 'DISMISSED',
  endedBecause: string,
): Promise<DegreeApplication> {
  assertTransition(DEGREE_TRANSITIONS, 'application', before.status, status);
  const application = await updateRow(tx.db, DegreeApplication, before, { status, endedOn: civilDay(tx.now), endedBecause });
  await stopSponsorship(tx, application, endedBecause);
  if (before.admittedAt !== null) await tellStudent(tx, application, institution, false);
  return application;
}
