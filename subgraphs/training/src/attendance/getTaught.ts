import { getForUpdate, isId, notFound, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { Course } from '../course/Course.ts';
import { CourseSession } from '../course/CourseSession.ts';
import { Institution } from '../course/Institution.ts';
import { Meeting } from '../course/Meeting.ts';
import { coursePolicy } from '../course/policy.ts';

/** A meeting with its session, for the teachers of its institution. Sessions are public: `FORBIDDEN` for everybody else. */
export async function getTaught(
  tx: Tx,
  act: 'markAttendance' | 'showAttendanceCode',
  { sessionId, meetingStart }: { readonly sessionId: string; readonly meetingStart: Date },
): Promise<{ readonly session: CourseSession; readonly meeting: Meeting }> {
  const known = isId(sessionId) ? await tx.db.findOneBy(CourseSession, { id: sessionId }) : null;
  if (!known) throw notFound('course session', sessionId);
  const course = await tx.db.findOneByOrFail(Course, { id: known.courseId });
  const institution = await tx.db.findOneByOrFail(Institution, { id: course.institutionId });
  coursePolicy.authorise(tx.viewer, act, institution);
  const session = await getForUpdate(tx, CourseSession, sessionId, {
    what: 'course session',
    visible: () => true,
  });
  const meeting = await tx.db.findOneBy(Meeting, { sessionId: session.id, start: meetingStart });
  if (!meeting) throw notFound('meeting of this session', meetingStart.toISOString());
  refuseIf(session.status === 'CANCELLED', 'INVALID_TRANSITION', 'The session was called off.', { field: 'sessionId' });
  return { session, meeting };
}

/** Writes marks, or replaces those that were set; who comes to a meeting attends the session from then on. */
export async function writeMarks(
  { db, now }: Tx,
  { session, meeting }: { readonly session: CourseSession; readonly meeting: Meeting },
  marks: readonly { readonly enrolmentId: string; readonly mark: string }[],
  { markedBy, byCode }: { readonly markedBy: string; readonly byCode: boolean },
): Promise<void> {
  const ids = marks.map(({ enrolmentId }) => enrolmentId);
  await rows(
    db,
    sql`insert into attendance (enrolment_id, session_id, starts_at, mark, by_code, marked_by, marked_at)
      select m.id, ${session.id}, ${meeting.start}, m.mark, ${byCode}, ${markedBy}, ${now}
      from unnest(${ids}::uuid[], ${marks.map(({ mark }) => mark)}::text[]) as m(id, mark)
      on conflict on constraint attendance_pk do update set mark = excluded.mark, by_code = excluded.by_code,
        marked_by = excluded.marked_by, marked_at = excluded.marked_at`,
  );
  const came = marks.flatMap(({ enrolmentId, mark }) => (mark === 'PRESENT' ? [enrolmentId] : []));
  await rows(
    db,
    sql`update enrolment set status = 'ATTENDING', version = version + 1 where id = any(${came}::uuid[]) and status = 'CONFIRMED'`,
  );
}
