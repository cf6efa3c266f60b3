import * as v from 'valibot';
import { defineEvent } from '../define.ts';
import { code, count, districtCode, fen, flag, id, instant, memberId, scopePath } from '../fields.ts';

/** A member has a place in a course for good (2.3.5). */
export const enrolmentConfirmed = defineEvent('training', 'enrolment.confirmed', { memberId, sessionId: id, scopePath });

/** A member's place is gone: the session was called off, or began without a place for who waited (2.3.2). */
export const enrolmentCancelled = defineEvent('training', 'enrolment.cancelled', {
  memberId,
  sessionId: id,
  because: code,
  scopePath,
});

/** A course has a result for a member (2.3.5). */
export const enrolmentCompleted = defineEvent('training', 'enrolment.completed', {
  memberId,
  sessionId: id,
  courseId: id,
  result: code,
  scopePath,
});

/**
 * A member is on the list of a session, or no more: the institution's teachers read the names on their lists (C-10). `until` is when waiting ends with the
 * beginning of the session, or an offer runs out; null for who has a place. A release that sends no `until` knows of no such instant.
 */
export const enrolmentListed = defineEvent('training', 'enrolment.listed', {
  memberId,
  institutionPath: scopePath,
  listed: flag,
  until: v.nullish(instant),
});

/** Somebody became a student of the degree plan, or is none any more: their institution reads the names of its students (C-19). */
export const studentListed = defineEvent('training', 'student.listed', {
  memberId,
  institutionPath: scopePath,
  listed: flag,
});

/** The issuing authority bore a certificate out (2.3.5). */
export const certificateVerified = defineEvent('training', 'certificate.verified', {
  memberId,
  level: v.nullable(count),
  status: code,
  scopePath,
});

/** A certificate does not hold any more (2.3.5). */
export const certificateRevoked = defineEvent('training', 'certificate.revoked', { memberId, scopePath });

/** The Warmth Fund is to pay a subsidy (2.3.5, S-64): once for each application, however often this is sent. */
export const subsidyPaymentRequested = defineEvent('training', 'subsidy.paymentRequested', {
  memberId,
  amountFen: fen,
  scopePath,
});

/** The certificate of a subsidy was revoked before it was paid: it is not paid any more (S-64). */
export const subsidyPaymentWithdrawn = defineEvent('training', 'subsidy.paymentWithdrawn', {
  memberId,
  amountFen: fen,
  scopePath,
});

/** An instalment of a degree sponsorship is to be paid (2.3.2, 2.3.5, S-62): once, however often this is sent. The event is about the sponsorship. */
export const sponsorshipInstalmentDue = defineEvent('training', 'sponsorship.instalmentDue', {
  instalmentId: id,
  memberId,
  amountFen: fen,
  scopePath,
});

/** Studies ended before an instalment was paid: it is not paid any more (2.3.2, SKL-INV-8). The event is about the sponsorship. */
export const sponsorshipInstalmentWithdrawn = defineEvent('training', 'sponsorship.instalmentWithdrawn', {
  instalmentId: id,
  memberId,
  amountFen: fen,
  scopePath,
});

/** A student of the degree plan has the diploma, and a vocational certificate (2.3.5, SKL-INV-6). */
export const graduated = defineEvent('training', 'graduated', { memberId, programmeId: id, scopePath });

/** A studio of a model worker was named (2.3.5, IND-07). */
export const studioNamed = defineEvent('training', 'studio.named', { enterpriseId: id, districtCode });

const studioFunding = { unionId: id, amountFen: fen, scopePath };

/** What a studio of the city is given is to be paid to a union (S-60): once for each studio, however often this is sent. */
export const studioFundingDue = defineEvent('training', 'studio.fundingDue', studioFunding);

/** A studio's name was taken back: what it was to be given is not paid any more (S-60). */
export const studioFundingWithdrawn = defineEvent('training', 'studio.fundingWithdrawn', studioFunding);

/** Hours of training of an officer were recorded (2.3.5, S-31). */
export const staffTrained = defineEvent('training', 'staff.trained', {
  staffId: id,
  provider: code,
  hours: count,
  year: count,
  scopePath,
});

/** A record of an officer's hours was wrong: they do not count any more (S-31). */
export const staffTrainingVoided = defineEvent('training', 'staff.trainingVoided', {
  staffId: id,
  provider: code,
  hours: count,
  year: count,
  scopePath,
});
