import { inScope } from '@union-graph/identity';
import { checkedNumber, civilDay, insertRow, isId, newId, notFound, refuseIf, type Tx } from '@union-graph/subgraph';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import { Institution } from '../course/Institution.ts';
import { Enrolment } from '../enrolment/Enrolment.ts';
import { actingPerson, seesPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { RecordDomesticExamInput } from '../schema.gen.ts';
import { JobReadyCertificate } from './JobReadyCertificate.ts';
import { examPolicy } from './policy.ts';

/** Places that take part in a course; who waits, was offered one or stepped back does not. */
const TAKES_PART: readonly string[] = ['CONFIRMED', 'ATTENDING', 'PASSED'];

/** Records that somebody of a domestic-service course passed the examination; three bodies then sign (S-59). */
export async function recordDomesticExam(tx: Tx, input: RecordDomesticExamInput): Promise<{ certificate: JobReadyCertificate }> {
  const { enrolment, session, course, institution } = await getPlace(tx, input.enrolmentId);
  const { memberId, scopePath } = enrolment;
  examPolicy.authorise(tx.viewer, 'recordDomesticExam', { institutionPath: institution.scopePath, memberId });
  refuseIf(course.kind !== 'DOMESTIC_SERVICE', 'VALIDATION_FAILED', `"${course.nameZh}" is no course for domestic service.`, {
    rule: 'S-59',
    field: 'enrolmentId',
  });
  refuseIf(!TAKES_PART.includes(enrolment.status), 'INVALID_TRANSITION', `The enrolment is ${enrolment.status}.`, {
    field: 'enrolmentId',
  });
  const { examinedAt } = input;
  refuseIf(
    examinedAt > civilDay(tx.now) || examinedAt < civilDay(session.startsAt),
    'VALIDATION_FAILED',
    'The examination is on a day from the first meeting of the course until today.',
    { rule: 'S-59', field: 'examinedAt' },
  );
  const examScore = checkedNumber(input.score, 'score', [0, tx.number(numbers.DOMESTIC_MAX_SCORE)]);
  const line = tx.number(numbers.DOMESTIC_PASS_SCORE);
  refuseIf(examScore < line, 'THRESHOLD_NOT_MET', `${examScore} points do not pass; it takes ${line}.`, {
    rule: 'S-59',
    field: 'score',
  });
  const certificate = await insertRow(tx.db, JobReadyCertificate, {
    id: newId(),
    memberId,
    enrolmentId: enrolment.id,
    institutionId: institution.id,
    examScore,
    examinedAt,
    examinedBy: actingPerson(tx.viewer),
    recordedAt: tx.now,
    status: 'EXAM_PASSED' as const,
    badgeNo: null,
    issuedAt: null,
    revokedAt: null,
    revokedBy: null,
    revokedReason: null,
    scopePath,
    version: 1,
  });
  return { certificate };
}

/** The enrolment with its course; one of another institution is none that this one may know of. */
async function getPlace({ db, viewer }: Tx, enrolmentId: string) {
  const enrolment = isId(enrolmentId)
    ? await db.findOne(Enrolment, { where: { id: enrolmentId }, lock: { mode: 'pessimistic_read' } })
    : null;
  if (!enrolment) throw notFound('enrolment', enrolmentId, 'enrolmentId');
  const session = await db.findOneByOrFail(CourseSession, { id: enrolment.sessionId });
  const course = await db.findOneByOrFail(Course, { id: session.courseId });
  const institution = await db.findOneByOrFail(Institution, { id: course.institutionId });
  const isKnown =
    seesPerson(viewer, enrolment.memberId, enrolment.scopePath) ||
    inScope(viewer, institution.scopePath, 'TEACHER', 'INSTITUTION');
  if (!isKnown) throw notFound('enrolment', enrolmentId, 'enrolmentId');
  return { enrolment, session, course, institution };
}
