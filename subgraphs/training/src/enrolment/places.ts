import { enrolmentCancelled } from '@union-graph/events';
import {
  getForUpdate,
  isId,
  notFound,
  refuseIf,
  rows,
  sql,
  survivorOf,
  type Task,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import { freePlaces, isOpen, sessionStatusAt } from '../course/rules.ts';
import { seesPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import { Enrolment } from './Enrolment.ts';
import { tellListed } from './listed.ts';
import { offerEnd } from './rules.ts';

/** A session, locked: whoever changes its places or its waiting list goes one after the other, in the order they come. */
export const lockSession = (tx: Tx, sessionId: string): Promise<CourseSession> =>
  getForUpdate(tx, CourseSession, sessionId, { what: 'course session', visible: () => true });

/**
 * An enrolment at the version the client read, whose it is now, and its session; the session is locked first, as everywhere. A second place of
 * one person, which stayed with a merged record, is the survivor's to see and to give up (C-16).
 */
export async function lockEnrolment(tx: Tx, { enrolmentId, expectedVersion }: { enrolmentId: string; expectedVersion: number }) {
  const known = isId(enrolmentId) ? await tx.db.findOneBy(Enrolment, { id: enrolmentId }) : null;
  if (!known) throw notFound('enrolment', enrolmentId);
  const session = await lockSession(tx, known.sessionId);
  const ownerId = await survivorOf(tx.db, known.memberId);
  const enrolment = await getForUpdate(tx, Enrolment, enrolmentId, {
    what: 'enrolment',
    visible: (viewer, row) => seesPerson(viewer, ownerId, row.scopePath),
    expectedVersion,
  });
  return { session, enrolment, ownerId };
}

/** Places are given and given up until the first meeting begins. */
export function assertOpen(session: CourseSession, now: Date): void {
  const status = sessionStatusAt(session, now);
  refuseIf(
    status === 'RUNNING' || status === 'FINISHED',
    'DEADLINE_PASSED',
    `The session began at ${session.startsAt.toISOString()}; its places are fixed since then.`,
  );
  refuseIf(!isOpen(status), 'INVALID_TRANSITION', `The session is ${status} and takes no enrolments.`);
}

/**
 * Ends the offers of a locked session that have run out, and offers its free places to those who have waited longest; once it has begun, it
 * ends their waiting. A job does the same again when the new offers run out, and when the session begins. Gives the session as it now is.
 */
export async function offerFreePlaces(tx: Tx, session: CourseSession): Promise<CourseSession> {
  if (session.status === 'OPEN' && session.startsAt <= tx.now && session.waitlistCount > 0) {
    await endWaiting(tx, session.id);
    return offerFreePlaces(tx, await updateRow(tx.db, CourseSession, session, { waitlistCount: 0 }));
  }
  const lapsed = session.offeredCount > 0 ? await endOffers(tx, session) : 0;
  const free = freePlaces(session) + lapsed;
  const wanted = isOpen(sessionStatusAt(session, tx.now)) ? Math.min(free, session.waitlistCount) : 0;
  const offered = wanted > 0 ? await makeOffers(tx, session, wanted) : 0;
  if (lapsed + offered === 0) return session;
  return updateRow(tx.db, CourseSession, session, {
    offeredCount: session.offeredCount - lapsed + offered,
    waitlistCount: session.waitlistCount - offered,
  });
}

async function endOffers(tx: Tx, { id }: CourseSession): Promise<number> {
  const ended = await rows<{ id: string }>(
    tx.db,
    sql`with ended as (
      update enrolment set status = 'CANCELLED', cancelled_because = 'OFFER_LAPSED', version = version + 1
      where session_id = ${id} and status = 'OFFERED' and offer_expires_at <= ${tx.now} returning id)
    select id from ended`,
  );
  await tellListed(
    tx,
    ended.map((one) => one.id),
    false,
  );
  return ended.length;
}

/** There was no place for them: each is told, and their names leave the teachers' list. */
async function endWaiting(tx: Tx, sessionId: string): Promise<void> {
  const ended = await rows<Pick<Enrolment, 'id' | 'version' | 'memberId' | 'scopePath'>>(
    tx.db,
    sql`with ended as (
      update enrolment set status = 'CANCELLED', cancelled_because = 'NO_PLACE', version = version + 1
      where session_id = ${sessionId} and status = 'WAITLISTED' returning id, version, member_id, scope_path)
    select id, version, member_id as "memberId", scope_path as "scopePath" from ended order by id`,
  );
  await tellListed(
    tx,
    ended.map(({ id }) => id),
    false,
  );
  for (const { id, version, memberId, scopePath } of ended)
    await tx.publish(enrolmentCancelled, { id, version }, { memberId, sessionId, because: 'NO_PLACE', scopePath });
}

async function makeOffers(tx: Tx, { id, startsAt }: CourseSession, count: number): Promise<number> {
  const expiresAt = offerEnd(tx.now, startsAt, tx.number(numbers.OFFER_HOURS));
  const offered = await rows<{ id: string }>(
    tx.db,
    sql`with next as (
      select id from enrolment where session_id = ${id} and status = 'WAITLISTED' order by arrival limit ${count}),
    offered as (
      update enrolment e set status = 'OFFERED', offer_expires_at = ${expiresAt}, version = version + 1
      from next where e.id = next.id returning e.id)
    select id from offered`,
  );
  await tellListed(
    tx,
    offered.map((one) => one.id),
    true,
  );
  await tx.schedule('offer_free_places', { sessionId: id }, { at: expiresAt });
  return offered.length;
}

/** The job behind `offerFreePlaces`; a session that has nothing to offer is left as it is. */
export const offerFreePlacesLater: Task = async (tx, { sessionId }) => {
  await offerFreePlaces(tx, await lockSession(tx, String(sessionId)));
};
