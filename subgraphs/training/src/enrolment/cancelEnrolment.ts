import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import type { CancelEnrolmentInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { tellListed } from './listed.ts';
import { assertOpen, lockEnrolment, offerFreePlaces } from './places.ts';
import { enrolmentPolicy } from './policy.ts';
import { ENROLMENT_TRANSITIONS, enrolmentStatusAt } from './rules.ts';

/** Gives up a place, an offer, or a place in the waiting list; a place that becomes free is offered to who waits longest. */
export async function cancelEnrolment(tx: Tx, input: CancelEnrolmentInput): Promise<{ enrolment: Enrolment }> {
  const { session, enrolment: before, ownerId } = await lockEnrolment(tx, input);
  enrolmentPolicy.authorise(tx.viewer, 'cancelEnrolment', { memberId: ownerId });
  assertOpen(session, tx.now);
  assertTransition(ENROLMENT_TRANSITIONS, 'enrolment', enrolmentStatusAt(before, session, tx.now), 'CANCELLED');
  const enrolment = await updateRow(tx.db, Enrolment, before, { status: 'CANCELLED', cancelledBecause: 'MEMBER' });
  await tellListed(tx, [enrolment.id], false);
  const fewer = await updateRow(tx.db, CourseSession, session, {
    enrolledCount: session.enrolledCount - Number(before.status === 'CONFIRMED'),
    offeredCount: session.offeredCount - Number(before.status === 'OFFERED'),
    waitlistCount: session.waitlistCount - Number(before.status === 'WAITLISTED'),
  });
  await offerFreePlaces(tx, fewer);
  return { enrolment };
}
