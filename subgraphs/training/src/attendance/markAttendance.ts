import { isId, notFound, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { CourseSession } from '../course/CourseSession.ts';
import type { EnrolmentStatus } from '../enrolment/rules.ts';
import { actingPerson } from '../member/scope.ts';
import type { AttendanceMarkInput, MarkAttendanceInput } from '../schema.gen.ts';
import { getTaught, writeMarks } from './getTaught.ts';

const MOST_MARKS = 1_000;

/** Marks who came to a meeting, all in one go; marks can be corrected until the result. */
export async function markAttendance(
  tx: Tx,
  input: MarkAttendanceInput,
): Promise<{ session: CourseSession; markedCount: number }> {
  const taught = await getTaught(tx, 'markAttendance', input);
  refuseIf(
    taught.meeting.start > tx.now,
    'VALIDATION_FAILED',
    `The meeting begins at ${taught.meeting.start.toISOString()}; nobody has come to it yet.`,
    { field: 'meetingStart' },
  );
  const marks = checkedMarks(input.marks);
  const found = await rows<{ id: string; status: EnrolmentStatus; memberId: string }>(
    tx.db,
    sql`select e.id, e.status, e.member_id as "memberId" from enrolment e where e.session_id = ${taught.session.id}
      and e.id = any(${marks.map(({ enrolmentId }) => enrolmentId)}::uuid[]) order by e.id for update`,
  );
  refuseIf(
    found.some(({ memberId }) => memberId === tx.viewer.personId),
    'SEPARATION_OF_DUTIES',
    'One of these places is your own. Ask a colleague to mark it, or enter the code that they show.',
    { field: 'marks' },
  );
  const statuses = new Map(found.map(({ id, status }) => [id, status]));
  for (const { enrolmentId } of marks) {
    const status = statuses.get(enrolmentId);
    if (!status) throw notFound('place in this session', enrolmentId);
    refuseIf(
      status !== 'CONFIRMED' && status !== 'ATTENDING',
      'INVALID_TRANSITION',
      `The place "${enrolmentId}" is ${status}. Attendance is marked for taken places without a result.`,
      { field: 'marks' },
    );
  }
  await writeMarks(tx, taught, marks, { markedBy: actingPerson(tx.viewer), byCode: false });
  return { session: taught.session, markedCount: marks.length };
}

function checkedMarks(given: readonly AttendanceMarkInput[]): readonly AttendanceMarkInput[] {
  refuseIf(
    given.length === 0 || given.length > MOST_MARKS,
    'BAD_USER_INPUT',
    `Mark 1 to ${MOST_MARKS} places in one call; got ${given.length}.`,
    { field: 'marks' },
  );
  const marks = given.map(({ enrolmentId, mark }) => ({ enrolmentId: enrolmentId.toLowerCase(), mark }));
  const strange = marks.find(({ enrolmentId }) => !isId(enrolmentId));
  if (strange) throw new Refusal('BAD_USER_INPUT', `"${strange.enrolmentId}" is no id of a place.`, { field: 'marks' });
  refuseIf(
    new Set(marks.map(({ enrolmentId }) => enrolmentId)).size < marks.length,
    'BAD_USER_INPUT',
    'A place is marked twice in this call. Name each once.',
    { field: 'marks' },
  );
  return marks;
}
