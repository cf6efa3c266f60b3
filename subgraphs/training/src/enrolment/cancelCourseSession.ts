import { enrolmentCancelled } from '@union-graph/events';
import { checkedOpenText, getForUpdate, isId, notFound, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import { Institution } from '../course/Institution.ts';
import { coursePolicy } from '../course/policy.ts';
import { sessionStatusAt } from '../course/rules.ts';
import type { CancelCourseSessionInput } from '../schema.gen.ts';
import { tellListed } from './listed.ts';

/** Calls a session off: teacher and room are free, every place is given up, and everybody on the list is told (domain rule 2.3.2). */
export async function cancelCourseSession(tx: Tx, input: CancelCourseSessionInput): Promise<{ session: CourseSession }> {
  const { sessionId, expectedVersion } = input;
  const known = isId(sessionId) ? await tx.db.findOneBy(CourseSession, { id: sessionId }) : null;
  if (!known) throw notFound('course session', sessionId);
  const course = await tx.db.findOneByOrFail(Course, { id: known.courseId });
  const institution = await tx.db.findOneByOrFail(Institution, { id: course.institutionId });
  coursePolicy.authorise(tx.viewer, 'cancelCourseSession', institution);
  const before = await getForUpdate(tx, CourseSession, sessionId, {
    what: 'course session',
    visible: () => true,
    expectedVersion,
  });
  const status = sessionStatusAt(before, tx.now);
  refuseIf(
    status === 'FINISHED' || status === 'ARCHIVED' || status === 'CANCELLED',
    'INVALID_TRANSITION',
    `The session is ${status} and cannot be called off.`,
    { field: 'sessionId' },
  );
  const cancelledBecause = checkedOpenText(input.reason, 'reason', 200, 2);
  await cancelPlaces(tx, before.id);
  const session = await updateRow(tx.db, CourseSession, before, {
    status: 'CANCELLED',
    cancelledBecause,
    enrolledCount: 0,
    offeredCount: 0,
    waitlistCount: 0,
  });
  return { session };
}

interface Cancelled {
  readonly id: string;
  readonly version: number;
  readonly memberId: string;
  readonly scopePath: string;
}

/** An event for each who had a place or waited: what becomes of it is their own affair. */
async function cancelPlaces(tx: Tx, sessionId: string): Promise<void> {
  const cancelled = await rows<Cancelled>(
    tx.db,
    sql`with cancelled as (
      update enrolment set status = 'CANCELLED', cancelled_because = 'SESSION_CANCELLED', offer_expires_at = null, version = version + 1
      where session_id = ${sessionId} and status in ('WAITLISTED', 'OFFERED', 'CONFIRMED', 'ATTENDING') returning id, version, member_id, scope_path)
    select id, version, member_id as "memberId", scope_path as "scopePath" from cancelled order by id`,
  );
  await tellListed(
    tx,
    cancelled.map(({ id }) => id),
    false,
  );
  for (const { id, version, memberId, scopePath } of cancelled)
    await tx.publish(enrolmentCancelled, { id, version }, { memberId, sessionId, because: 'SESSION_CANCELLED', scopePath });
}
