import { enrolmentCancelled } from '@union-graph/events';
import { rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import { tellListed } from './listed.ts';
import { lockSession, offerFreePlaces } from './places.ts';
import type { EnrolmentStatus } from './rules.ts';

/**
 * Ends the places in sessions to come, the offers and the waits of a member who has died, and passes them to the next. What has begun has its result by
 * the teacher.
 */
export async function cancelEnrolmentsOfDead(tx: Tx, memberId: string): Promise<void> {
  const sessions = await rows<{ id: string }>(
    tx.db,
    sql`select distinct s.id from enrolment e join course_session s on s.id = e.session_id
      where e.member_id = ${memberId} and e.status in ('WAITLISTED', 'OFFERED', 'CONFIRMED') and s.starts_at > ${tx.now} order by s.id`,
  );
  for (const { id } of sessions) await endEnrolment(tx, await lockSession(tx, id), memberId);
}

interface Ended {
  readonly id: string;
  readonly version: number;
  readonly scopePath: string;
  readonly before: EnrolmentStatus;
}

async function endEnrolment(tx: Tx, session: CourseSession, memberId: string): Promise<void> {
  const ended = await rows<Ended>(
    tx.db,
    sql`with open as (
      select id, status from enrolment where session_id = ${session.id} and member_id = ${memberId}
        and status in ('WAITLISTED', 'OFFERED', 'CONFIRMED') for update),
    ended as (
      update enrolment e set status = 'CANCELLED', cancelled_because = 'DEATH', offer_expires_at = null, version = version + 1
      from open where e.id = open.id returning e.id, e.version, e.scope_path, open.status as before)
    select id, version, scope_path as "scopePath", before from ended order by id`,
  );
  await tellListed(
    tx,
    ended.map(({ id }) => id),
    false,
  );
  for (const { id, version, scopePath } of ended)
    await tx.publish(enrolmentCancelled, { id, version }, { memberId, sessionId: session.id, because: 'DEATH', scopePath });
  const count = (status: EnrolmentStatus): number => ended.filter(({ before }) => before === status).length;
  const fewer = await updateRow(tx.db, CourseSession, session, {
    enrolledCount: session.enrolledCount - count('CONFIRMED'),
    offeredCount: session.offeredCount - count('OFFERED'),
    waitlistCount: session.waitlistCount - count('WAITLISTED'),
  });
  await offerFreePlaces(tx, fewer);
}
