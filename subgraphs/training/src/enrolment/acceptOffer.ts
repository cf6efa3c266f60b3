import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import { refuseDead } from '../member/place.ts';
import type { AcceptOfferInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { tellListed } from './listed.ts';
import { assertOpen, lockEnrolment } from './places.ts';
import { enrolmentPolicy } from './policy.ts';
import { ENROLMENT_TRANSITIONS, enrolmentStatusAt } from './rules.ts';
import { tellConfirmed } from './tellConfirmed.ts';

/** Takes the place that was kept free for the member while the offer lasts. */
export async function acceptOffer(tx: Tx, input: AcceptOfferInput): Promise<{ enrolment: Enrolment }> {
  const { session, enrolment: before } = await lockEnrolment(tx, input);
  enrolmentPolicy.authorise(tx.viewer, 'acceptOffer', before);
  assertTransition(ENROLMENT_TRANSITIONS, 'enrolment', before.status, 'CONFIRMED');
  refuseIf(
    enrolmentStatusAt(before, session, tx.now) !== 'OFFERED',
    'DEADLINE_PASSED',
    `The offer ended at ${before.offerExpiresAt?.toISOString()}. Enrol again to wait for another place.`,
  );
  assertOpen(session, tx.now);
  await refuseDead(tx, [before.memberId]);
  const enrolment = await updateRow(tx.db, Enrolment, before, { status: 'CONFIRMED', offerExpiresAt: null });
  await updateRow(tx.db, CourseSession, session, {
    enrolledCount: session.enrolledCount + 1,
    offeredCount: session.offeredCount - 1,
  });
  await tellListed(tx, [enrolment.id], true);
  await tellConfirmed(tx, enrolment);
  return { enrolment };
}
