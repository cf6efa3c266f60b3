import { civilDay, notFound, Refusal, refuseEnded, refuseIf, type Tx } from '@union-graph/subgraph';
import { Certificate } from '../certificate/Certificate.ts';
import { isVerified } from '../certificate/rules.ts';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import type { Institution } from '../course/Institution.ts';
import { Enrolment } from '../enrolment/Enrolment.ts';
import { findPlace, OUTSIDE_UNIONS } from '../member/place.ts';
import { numbers } from '../rule/numbers.ts';
import type { DepositCreditsInput } from '../schema.gen.ts';

/** What credits were earned by, and what follows from it. */
export interface Ground {
  readonly enrolmentId: string | null;
  readonly certificateId: string | null;
  /** Where in the union tree the entry belongs. */
  readonly scopePath: string;
  /** The first day on which it can have been earned; null where no enrolment or certificate tells one. */
  readonly from: string | null;
  /** How many credits it carries. */
  readonly most: number;
}

/** What the input names as the source of credits, looked at: an enrolment, a certificate, or another proof. */
export async function findGround(tx: Tx, input: DepositCreditsInput, institution: Institution): Promise<Ground> {
  const { source, memberId, enrolmentId, certificateId } = input;
  const isNamedRight = (enrolmentId != null) === (source === 'COURSE') && (certificateId != null) === (source === 'CERTIFICATE');
  refuseIf(
    !isNamedRight,
    'BAD_USER_INPUT',
    'Name an enrolment with "COURSE", a certificate with "CERTIFICATE", and neither with "NON_FORMAL".',
    {
      field: 'source',
    },
  );
  const most = tx.number(numbers.MOST_CREDITS_AT_ONCE);
  if (source === 'COURSE') return groundOfCourse(tx, enrolmentId as string, memberId, institution);
  if (source === 'CERTIFICATE') return groundOfCertificate(tx, certificateId as string, memberId, most);
  // Whether there is such a member is not told: the learner gave their id with the proof, and an institution may read no records.
  await refuseEnded(tx, [memberId], 'memberId');
  const scopePath = (await findPlace(tx, memberId))?.scopePath ?? OUTSIDE_UNIONS;
  return { enrolmentId: null, certificateId: null, scopePath, from: null, most };
}

/** A course of this institution that the member passed. */
async function groundOfCourse(tx: Tx, enrolmentId: string, memberId: string, { id, nameZh }: Institution): Promise<Ground> {
  const enrolment = await tx.db.findOne(Enrolment, { where: { id: enrolmentId }, lock: { mode: 'pessimistic_read' } });
  const session = enrolment ? await tx.db.findOneByOrFail(CourseSession, { id: enrolment.sessionId }) : null;
  const course = session ? await tx.db.findOneByOrFail(Course, { id: session.courseId }) : null;
  // An enrolment of another institution is none that this one may know of.
  if (!enrolment || !session || course?.institutionId !== id) throw notFound('enrolment', enrolmentId);
  refuseIf(enrolment.memberId !== memberId, 'VALIDATION_FAILED', 'The enrolment is another member’s.', { field: 'enrolmentId' });
  refuseIf(
    enrolment.status !== 'PASSED',
    'VALIDATION_FAILED',
    `The enrolment is ${enrolment.status}; a course that was passed brings credits.`,
    {
      field: 'enrolmentId',
    },
  );
  if (course.credits === 0)
    throw new Refusal('VALIDATION_FAILED', `"${course.nameZh}" of "${nameZh}" carries no credits.`, { field: 'enrolmentId' });
  return {
    enrolmentId,
    certificateId: null,
    scopePath: enrolment.scopePath,
    from: civilDay(session.startsAt),
    most: course.credits,
  };
}

/** A certificate of the member's that its issuer has confirmed. */
async function groundOfCertificate(tx: Tx, certificateId: string, memberId: string, most: number): Promise<Ground> {
  const certificate = await tx.db.findOne(Certificate, { where: { id: certificateId }, lock: { mode: 'pessimistic_read' } });
  // Another member's certificate is as unknown to the institution as one that is not there.
  if (!certificate || certificate.memberId !== memberId) throw notFound('certificate', certificateId);
  refuseIf(
    !isVerified(certificate.status),
    'VALIDATION_FAILED',
    `The certificate is ${certificate.status}; have it verified first.`,
    {
      field: 'certificateId',
    },
  );
  return { enrolmentId: null, certificateId, scopePath: certificate.scopePath, from: certificate.issuedAt, most };
}
