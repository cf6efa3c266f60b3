import { randomInt } from 'node:crypto';
import { checkedText, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { CourseSession } from '../course/CourseSession.ts';
import { Meeting } from '../course/Meeting.ts';
import { Enrolment } from '../enrolment/Enrolment.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { CheckInToMeetingInput, ShowAttendanceCodeInput } from '../schema.gen.ts';
import { Attendance } from './Attendance.ts';
import { getTaught, writeMarks } from './getTaught.ts';
import { CODE_LENGTH, CODE_LETTERS, plainCode } from './rules.ts';

/** Makes the code of a meeting that goes on. It is too long to be guessed while it is valid. */
export async function showAttendanceCode(tx: Tx, input: ShowAttendanceCodeInput): Promise<{ code: string; expiresAt: Date }> {
  const { session, meeting } = await getTaught(tx, 'showAttendanceCode', input);
  refuseIf(
    meeting.start > tx.now || meeting.end <= tx.now,
    'VALIDATION_FAILED',
    `The meeting goes from ${meeting.start.toISOString()} to ${meeting.end.toISOString()}; a code is shown while it goes on.`,
    { field: 'meetingStart' },
  );
  const code = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
  const ends = tx.now.getTime() + tx.number(numbers.ATTENDANCE_CODE_MINUTES) * 60_000;
  const expiresAt = new Date(Math.min(ends, meeting.end.getTime()));
  await rows(
    tx.db,
    sql`insert into meeting_code (session_id, starts_at, code, shown_by, expires_at)
      values (${session.id}, ${meeting.start}, ${code}, ${actingPerson(tx.viewer)}, ${expiresAt})
      on conflict on constraint meeting_code_pk do update set code = excluded.code, shown_by = excluded.shown_by, expires_at = excluded.expires_at`,
  );
  return { code, expiresAt };
}

/** Marks the member present at the meeting whose code is valid now, where they have a place. */
export async function checkInToMeeting(tx: Tx, input: CheckInToMeetingInput): Promise<{ enrolment: Enrolment }> {
  const memberId = actingPerson(tx.viewer);
  const code = plainCode(checkedText(input.code, 'code', 30));
  const [found] = await rows<{ enrolmentId: string; sessionId: string; startsAt: Date }>(
    tx.db,
    sql`select e.id as "enrolmentId", k.session_id as "sessionId", k.starts_at as "startsAt" from meeting_code k
      join enrolment e on e.session_id = k.session_id and e.member_id = ${memberId} and e.status in ('CONFIRMED', 'ATTENDING')
      where k.code = ${code} and k.expires_at > ${tx.now} and k.starts_at <= ${tx.now}`,
  );
  if (!found)
    throw new Refusal('NOT_FOUND', 'This code is not shown in a session of yours now. Ask the teacher for a new one.', {
      field: 'code',
    });
  const session = await tx.db.findOneOrFail(CourseSession, {
    where: { id: found.sessionId },
    lock: { mode: 'pessimistic_write' },
  });
  const meeting = await tx.db.findOneByOrFail(Meeting, { sessionId: session.id, start: found.startsAt });
  const told = await tx.db.findOneBy(Attendance, { enrolmentId: found.enrolmentId, meetingStart: found.startsAt });
  refuseIf(
    told !== null && !told.byCode && told.mark !== 'PRESENT',
    'INVALID_TRANSITION',
    'The teacher has marked you for this meeting. Ask them to correct the mark.',
    { field: 'code' },
  );
  const marks = [{ enrolmentId: found.enrolmentId, mark: 'PRESENT' }];
  await writeMarks(tx, { session, meeting }, marks, { markedBy: memberId, byCode: true });
  return { enrolment: await tx.db.findOneByOrFail(Enrolment, { id: found.enrolmentId }) };
}
