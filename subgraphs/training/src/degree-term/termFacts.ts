import { isId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { sessionStatusAt } from '../course/rules.ts';
import type { LockedApplication } from '../degree-application/lockApplication.ts';
import type { EnrolmentStatus } from '../enrolment/rules.ts';

/** What the sessions of a term say of a student. */
export interface TermFacts {
  readonly meetings: number;
  readonly attended: number;
  readonly truancies: number;
  readonly credits: number;
}

interface SessionFacts extends TermFacts {
  readonly id: string;
  readonly courseId: string;
  readonly institutionId: string;
  readonly kind: string;
  readonly session: Parameters<typeof sessionStatusAt>[0];
  readonly enrolmentStatus: EnrolmentStatus | null;
  readonly marked: number;
  readonly isCounted: boolean;
}

const RULE = { rule: 'SKL-INV-5', field: 'sessionIds' };
const MOST_SESSIONS = 20;

/** Adds up what was marked in the sessions; each is checked, and refused with what is wrong with it. */
export async function termFacts(tx: Tx, of: LockedApplication, sessionIds: readonly string[]): Promise<TermFacts> {
  const sessions = await readSessions(tx, of, sessionIds);
  for (const session of sessions) checkSession(session, of, tx.now);
  const sum = (value: (facts: SessionFacts) => number): number => sessions.reduce((total, one) => total + value(one), 0);
  return {
    meetings: sum(({ meetings }) => meetings),
    attended: sum(({ attended }) => attended),
    truancies: sum(({ truancies }) => truancies),
    credits: creditsOfPassed(sessions),
  };
}

/** A course brings its credits once, in however many sessions it was passed. */
function creditsOfPassed(sessions: readonly SessionFacts[]): number {
  const passed = sessions.filter(({ enrolmentStatus }) => enrolmentStatus === 'PASSED');
  const byCourse = new Map(passed.map(({ courseId, credits }) => [courseId, credits]));
  return [...byCourse.values()].reduce((total, credits) => total + credits, 0);
}

/** The ids as the database has them, each once. */
export function checkedSessionIds(given: readonly string[]): string[] {
  const ids = [...new Set(given.map((id) => id.toLowerCase()))];
  const strange = ids.find((id) => !isId(id));
  if (strange !== undefined) throw new Refusal('BAD_USER_INPUT', `"${strange}" is no id of a course session.`, RULE);
  refuseIf(ids.length === 0 || ids.length > MOST_SESSIONS, 'BAD_USER_INPUT', `A term has 1 to ${MOST_SESSIONS} sessions.`, RULE);
  return ids;
}

/** Sessions are locked for share, so that no mark changes meanwhile: who marks locks the session. */
async function readSessions({ db }: Tx, { application }: LockedApplication, ids: readonly string[]): Promise<SessionFacts[]> {
  await rows(db, sql`select from course_session s where s.id = any(${ids}::uuid[]) order by s.id for share`);
  const found = await rows<SessionFacts>(
    db,
    sql`select s.id, s.course_id as "courseId", c.institution_id as "institutionId", c.kind, c.credits,
        jsonb_build_object('status', s.status, 'capacity', s.capacity, 'enrolledCount', s.enrolled_count, 'offeredCount', s.offered_count,
          'waitlistCount', s.waitlist_count, 'startsAt', s.starts_at, 'endsAt', s.ends_at) as session,
        e.status as "enrolmentStatus", marks.marked, marks.attended, marks.truancies,
        (select count(*)::int from meeting m where m.session_id = s.id) as meetings,
        exists (select from degree_term_session d where d.application_id = ${application.id} and d.session_id = s.id
          and not d.is_corrected) as "isCounted"
      from course_session s join course c on c.id = s.course_id
      left join enrolment e on e.session_id = s.id and e.member_id = ${application.memberId} and e.status <> 'CANCELLED'
      cross join lateral (select count(*)::int as marked, (count(*) filter (where a.mark = 'PRESENT'))::int as attended,
        (count(*) filter (where a.mark = 'ABSENT'))::int as truancies from attendance a where a.enrolment_id = e.id) marks
      where s.id = any(${ids}::uuid[])`,
  );
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing !== undefined) throw new Refusal('NOT_FOUND', `There is no course session "${missing}".`, RULE);
  return found.map((one) => ({
    ...one,
    session: { ...one.session, startsAt: new Date(one.session.startsAt), endsAt: new Date(one.session.endsAt) },
  }));
}

const CLOSED: readonly (EnrolmentStatus | null)[] = ['PASSED', 'FAILED', 'NO_SHOW'];

function checkSession(facts: SessionFacts, { institution }: LockedApplication, now: Date): void {
  const { id, kind, institutionId, session, enrolmentStatus, marked, meetings, isCounted } = facts;
  const refuse = (condition: boolean, why: string) =>
    refuseIf(condition, 'VALIDATION_FAILED', `The session "${id}" ${why}`, RULE);
  refuse(kind !== 'DEGREE' || institutionId !== institution.id, "is no part of the degree plan at the programme's institution.");
  const status = sessionStatusAt(session, now);
  refuse(status !== 'FINISHED' && status !== 'ARCHIVED', `is ${status}; a term is closed when its sessions are over.`);
  refuse(isCounted, 'was counted for another term of this student.');
  refuse(!CLOSED.includes(enrolmentStatus), 'has no result for this student. Record it first.');
  refuse(marked < meetings, `has ${meetings} meetings, of which ${marked} are marked for this student. Mark all of them.`);
}
