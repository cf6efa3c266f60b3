import { enrolmentCompleted } from '@union-graph/events';
import {
  assertTransition,
  checkedNumber,
  getForUpdate,
  isId,
  notFound,
  refuseIf,
  rows,
  sql,
  survivorOf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { attendanceBp } from '../attendance/rules.ts';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import { Institution } from '../course/Institution.ts';
import { coursePolicy } from '../course/policy.ts';
import { sessionStatusAt } from '../course/rules.ts';
import { numbers } from '../rule/numbers.ts';
import type { RecordResultInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { ENROLMENT_TRANSITIONS } from './rules.ts';
import { countLater } from './safetyTraining.ts';

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
  refuseIf(
    tx.viewer.personId === (await survivorOf(tx.db, enrolment.memberId)),
    'SEPARATION_OF_DUTIES',
    'This is your own place. Ask a colleague to record how you did.',
  );
  const status = sessionStatusAt(session, tx.now);
  refuseIf(
    status !== 'FINISHED',
    'INVALID_TRANSITION',
    `The session is ${status}; results are told when its last meeting is over.`,
  );
  assertTransition(ENROLMENT_TRANSITIONS, 'enrolment', enrolment.status, result);
  const score = checkedScore(tx, input);
  if (result === 'NO_SHOW') await checkNeverCame(tx, enrolment);
  if (course.kind === 'DEGREE' && result === 'PASSED') await checkAttendance(tx, enrolment);
  const told = await updateRow(tx.db, Enrolment, enrolment, { status: result, score });
  const { id, version, memberId, sessionId, scopePath } = told;
  await tx.publish(enrolmentCompleted, { id, version }, { memberId, sessionId, courseId: course.id, result, scopePath });
  if (course.coversSafety && result === 'PASSED') await countLater(tx, told, session);
  return { enrolment: told };
}

function checkedScore({ number }: Tx, { result, score }: RecordResultInput): number | null {
  refuseIf(score != null && result === 'NO_SHOW', 'BAD_USER_INPUT', 'Somebody who did not come has no score. Leave it out.', {
    field: 'score',
  });
  return score == null ? null : checkedNumber(score, 'score', [0, number(numbers.COURSE_MAX_SCORE)]);
}

/** Who is marked present at a meeting did come; a wrong mark is corrected first. */
async function checkNeverCame({ db }: Tx, { id }: Enrolment): Promise<void> {
  const came = await rows(db, sql`select from attendance a where a.enrolment_id = ${id} and a.mark = 'PRESENT' limit 1`);
  refuseIf(
    came.length > 0,
    'VALIDATION_FAILED',
    'The member is marked present at a meeting. Correct the mark, or say "FAILED".',
    {
      field: 'result',
    },
  );
}

/** Two thirds of the meetings before an examination (SKL-INV-5); a meeting that nobody marked is one that the student did not come to. */
async function checkAttendance({ db, number }: Tx, { id, sessionId }: Enrolment): Promise<void> {
  const [found] = await rows<{ attended: number; meetings: number }>(
    db,
    sql`select (select count(*)::int from meeting m where m.session_id = ${sessionId}) as meetings,
      (select count(*)::int from attendance a where a.enrolment_id = ${id} and a.mark = 'PRESENT') as attended`,
  );
  const { attended, meetings } = found ?? { attended: 0, meetings: 0 };
  refuseIf(
    (attendanceBp(attended, meetings) ?? 0) < number(numbers.DEGREE_ATTENDANCE_BP),
    'THRESHOLD_NOT_MET',
    `The student came to ${attended} of ${meetings} meetings; the degree plan asks for more before an examination.`,
    { rule: 'SKL-INV-5', field: 'result' },
  );
}
