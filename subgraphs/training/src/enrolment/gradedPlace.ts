import { checkedNumber, getForUpdate, isId, notFound, refuseIf, rows, sql, survivorOf, type Tx } from '@union-graph/subgraph';
import { attendanceBp } from '../attendance/rules.ts';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import { Institution } from '../course/Institution.ts';
import { coursePolicy } from '../course/policy.ts';
import { numbers } from '../rule/numbers.ts';
import type { RecordResultInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';

/** A place whose result is told, locked, with what it is a place in. */
export interface GradedPlace {
  readonly enrolment: Enrolment;
  readonly session: CourseSession;
  readonly course: Course;
}

type Told = Pick<RecordResultInput, 'result' | 'score'>;

/** A place that the viewer may tell the result of, locked: of a session of their institution, and not their own. */
export async function lockGradedPlace(
  tx: Tx,
  { enrolmentId, expectedVersion }: Pick<RecordResultInput, 'enrolmentId' | 'expectedVersion'>,
): Promise<GradedPlace> {
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
  return { enrolment, session, course };
}

/** The score that goes with a result, after a look at the attendance: who came was no NO_SHOW, and the degree plan asks for two thirds. */
export async function checkedResult(tx: Tx, { enrolment, course }: GradedPlace, told: Told): Promise<number | null> {
  const score = checkedScore(tx, told);
  if (told.result === 'NO_SHOW') await checkNeverCame(tx, enrolment);
  if (course.kind === 'DEGREE' && told.result === 'PASSED') await checkAttendance(tx, enrolment);
  return score;
}

function checkedScore({ number }: Tx, { result, score }: Told): number | null {
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
