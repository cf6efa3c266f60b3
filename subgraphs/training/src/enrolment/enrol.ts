import { insertRow, newId, refuseErased, type Tx, updateRow } from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import { freePlaces } from '../course/rules.ts';
import { OUTSIDE_UNIONS, refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { EnrolInput } from '../schema.gen.ts';
import { Enrolment } from './Enrolment.ts';
import { tellListed } from './listed.ts';
import { assertOpen, lockSession, offerFreePlaces } from './places.ts';
import { enrolmentPolicy } from './policy.ts';
import { checkPrerequisites } from './prerequisites.ts';
import { tellConfirmed } from './tellConfirmed.ts';

/**
 * Takes a place in a session, or the next place in its waiting list (SKL-INV-1). Nobody passes those who wait: while
 * somebody waits there is no place left, since free ones are offered first.
 */
export async function enrol(tx: Tx, input: EnrolInput): Promise<{ enrolment: Enrolment }> {
  const memberId = actingPerson(tx.viewer);
  enrolmentPolicy.authorise(tx.viewer, 'enrol', { memberId });
  await refuseErased(tx, [memberId]);
  await refuseDead(tx, [memberId]);
  const locked = await lockSession(tx, input.sessionId);
  assertOpen(locked, tx.now);
  await checkPrerequisites(tx, memberId, locked.courseId);
  const session = await offerFreePlaces(tx, locked);
  const isPlace = freePlaces(session) > 0;
  const arrival = session.arrivals + 1;
  await updateRow(tx.db, CourseSession, session, {
    arrivals: arrival,
    ...(isPlace ? { enrolledCount: session.enrolledCount + 1 } : { waitlistCount: session.waitlistCount + 1 }),
  });
  const enrolment = await insertRow(tx.db, Enrolment, {
    id: newId(),
    memberId,
    sessionId: session.id,
    status: isPlace ? 'CONFIRMED' : 'WAITLISTED',
    arrival,
    enrolledAt: tx.now,
    offerExpiresAt: null,
    resultAt: null,
    cancelledBecause: null,
    score: null,
    scopePath: tx.viewer.unionPath ?? OUTSIDE_UNIONS,
    version: 1,
  });
  await tellListed(tx, [enrolment.id], true);
  // Whoever still waits when the session begins waits no more.
  if (!isPlace && session.waitlistCount === 0)
    await tx.schedule('offer_free_places', { sessionId: session.id }, { at: session.startsAt });
  if (isPlace) await tellConfirmed(tx, enrolment);
  return { enrolment };
}
