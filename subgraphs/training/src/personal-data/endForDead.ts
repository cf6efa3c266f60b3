import { enrolmentCancelled, memberListed } from '@union-graph/events';
import { handle, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import { tellListed } from '../enrolment/listed.ts';
import { lockSession, offerFreePlaces } from '../enrolment/places.ts';
import type { EnrolmentStatus } from '../enrolment/rules.ts';
import { isLastWord } from '../member/place.ts';

/**
 * With the word of a death, in the same transaction: places in sessions to come, offers and waits of the person end, and go to the next. What has begun has its
 * result by the teacher. It stands before `memberPlaced` in the list of handlers, since sessions are locked before a member's row.
 */
export const endForDead = handle(memberListed, async (tx, { subject, aggregateversion, data }) => {
  if (data.hasDied !== true || !(await isLastWord(tx, subject, aggregateversion))) return;
  const sessions = await rows<{ id: string }>(
    tx.db,
    sql`select distinct s.id from enrolment e join course_session s on s.id = e.session_id
      where e.member_id = ${subject} and e.status in ('WAITLISTED', 'OFFERED', 'CONFIRMED') and s.starts_at > ${tx.now} order by s.id`,
  );
  for (const { id } of sessions) await endEnrolment(tx, await lockSession(tx, id), subject);
});

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
