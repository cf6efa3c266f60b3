import { enrolmentCompleted } from '@union-graph/events';
import { assertTransition, getForUpdate, isId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import { Institution } from '../course/Institution.ts';
import { coursePolicy } from '../course/policy.ts';
import { sessionStatusAt } from '../course/rules.ts';
import type { RecordResultInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { ENROLMENT_TRANSITIONS } from './rules.ts';
import { tellSafetyTraining } from './safetyTraining.ts';

/** Says how a member did in a session that is over (domain rule 2.3.2), by its institution's teachers; nobody else sees them. */
export async function recordResult(tx: Tx, input: RecordResultInput): Promise<{ enrolment: Enrolment }> {
  const { enrolmentId, expectedVersion, result } = input;
  const known = isId(enrolmentId) ? await tx.db.findOneBy(Enrolment, { id: enrolmentId }) : null;
  if (!known) throw notFound('enrolment', enrolmentId);
  const session = await tx.db.findOneByOrFail(CourseSession, { id: known.sessionId });
  const course = await tx.db.findOneByOrFail(Course, { id: session.courseId });
  const institution = await tx.db.findOneByOrFail(Institution, { id: course.institutionId });
  if (!coursePolicy.allows(tx.viewer, 'recordResult', institution)) throw notFound('enrolment', enrolmentId);
  const enrolment = await getForUpdate(tx, Enrolment, enrolmentId, { what: 'enrolment', visible: () => true, expectedVersion });
  const status = sessionStatusAt(session, tx.now);
  refuseIf(
    status !== 'FINISHED',
    'INVALID_TRANSITION',
    `The session is ${status}; results are told when its last meeting is over.`,
  );
  assertTransition(ENROLMENT_TRANSITIONS, 'enrolment', enrolment.status, result);
  const told = await updateRow(tx.db, Enrolment, enrolment, { status: result });
  const { id, version, memberId, sessionId, scopePath } = told;
  await tx.publish(enrolmentCompleted, { id, version }, { memberId, sessionId, courseId: course.id, result, scopePath });
  if (course.coversSafety && result === 'PASSED') await tellSafetyTraining(tx, told, session);
  return { enrolment: told };
}
