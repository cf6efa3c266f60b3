import { enrolmentCompleted } from '@union-graph/events';
import {
  checkedOpenText,
  civilDay,
  insertRow,
  lastDayOf,
  newId,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { lockAccount } from '../credit/lockAccount.ts';
import { voidCreditsOfEnrolment } from '../credit/voidCredits.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { CorrectResultInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { checkedResult, type GradedPlace, lockGradedPlace } from './gradedPlace.ts';
import { ResultCorrection } from './ResultCorrection.ts';
import { isResult } from './rules.ts';
import { countLater } from './safetyTraining.ts';

/**
 * Replaces a result that was recorded wrongly, by who may record it, for some days. What it was stays to be read. What follows from it follows: stored
 * credits are void, the plan's count of trained workers is told anew; what was already given on the strength of it stands in the way.
 */
export async function correctResult(tx: Tx, input: CorrectResultInput): Promise<{ enrolment: Enrolment }> {
  const place = await lockGradedPlace(tx, input);
  const { enrolment: before, session, course } = place;
  const { status: resultBefore, score: scoreBefore } = before;
  if (!isResult(resultBefore))
    throw new Refusal('INVALID_TRANSITION', `The enrolment is ${resultBefore}; it has no result to correct.`, {
      field: 'enrolmentId',
    });
  await assertInTime(tx, before.resultAt ?? session.endsAt);
  const reason = checkedOpenText(input.reason, 'reason', 200, 2);
  const score = await checkedResult(tx, place, input);
  const { result } = input;
  refuseIf(result === resultBefore && score === scoreBefore, 'VALIDATION_FAILED', 'The result and the score are these already.', {
    field: 'result',
  });
  if (resultBefore === 'PASSED' && result !== 'PASSED') await takeBack(tx, place, reason);
  const enrolment = await updateRow(tx.db, Enrolment, before, { status: result, score });
  await insertRow(tx.db, ResultCorrection, {
    ...{ id: newId(), enrolmentId: enrolment.id, resultBefore, scoreBefore, result, score, reason },
    ...{ correctedBy: actingPerson(tx.viewer), correctedAt: tx.now },
  });
  const { id, version, memberId, sessionId, scopePath } = enrolment;
  await tx.publish(enrolmentCompleted, { id, version }, { memberId, sessionId, courseId: course.id, result, scopePath });
  if (course.coversSafety && (result === 'PASSED') !== (resultBefore === 'PASSED')) await countLater(tx, enrolment, session);
  return { enrolment };
}

/** A result is corrected for some days after it was recorded; the last day counts. */
async function assertInTime(tx: Tx, recordedAt: Date): Promise<void> {
  const last = await lastDayOf(tx.db, civilDay(recordedAt), { days: tx.number(numbers.RESULT_CORRECTION_DAYS) });
  refuseIf(civilDay(tx.now) > last, 'DEADLINE_PASSED', `The result could be corrected until ${last}.`, { field: 'enrolmentId' });
}

/**
 * What rests on a course that was passed: credits in the bank, as far as they were not converted; a certificate for work in homes; a diploma. The
 * account is locked, so that none are stored or converted meanwhile.
 */
async function takeBack(tx: Tx, { enrolment }: GradedPlace, reason: string): Promise<void> {
  await lockAccount(tx, enrolment.memberId);
  const [rests] = await rows<{ converted: boolean; certified: boolean; graduated: boolean }>(
    tx.db,
    sql`select exists (select from credit_entry n where n.enrolment_id = ${enrolment.id} and n.status in ('RESERVED', 'SPENT')) as converted,
      exists (select from job_ready_certificate j where j.enrolment_id = ${enrolment.id} and j.status <> 'REVOKED') as certified,
      exists (select from degree_term_session d join degree_application a on a.id = d.application_id
        where d.session_id = ${enrolment.sessionId} and a.member_id = ${enrolment.memberId} and a.status = 'GRADUATED'
          and not d.is_corrected) as graduated`,
  );
  const refuse = (condition: boolean | undefined, sentence: string, rule: string) =>
    refuseIf(condition === true, 'VALIDATION_FAILED', sentence, { rule, field: 'result' });
  refuse(
    rests?.converted,
    'Credits of this course are converted, or are asked to be. Decline that conversion first.',
    'SKL-INV-2',
  );
  refuse(rests?.certified, 'A job-ready certificate rests on this course. Revoke it first.', 'S-59');
  refuse(rests?.graduated, 'The diploma was given with this course. It stands.', 'SKL-INV-6');
  await voidCreditsOfEnrolment(tx, enrolment.id, reason);
}
