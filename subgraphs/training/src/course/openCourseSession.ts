import {
  addDays,
  type Calendar,
  checkedText,
  civilDay,
  insertRow,
  isId,
  lockByName,
  newId,
  notFound,
  Refusal,
  readCalendar,
  refuseIf,
  type Tx,
} from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { MeetingInput, OpenCourseSessionInput } from '../schema.gen.ts';
import { Course } from './Course.ts';
import { CourseSession } from './CourseSession.ts';
import { Institution } from './Institution.ts';
import { Meeting } from './Meeting.ts';
import { coursePolicy } from './policy.ts';
import { type CourseKind, isDayOff } from './rules.ts';
import { Teacher } from './Teacher.ts';

/** A meeting lasts a day at the most, so that its first and its last day are all its days. */
const LONGEST_MEETING_MS = 86_400_000;

/** Plans a session and opens it in one step: it is listed from now on, and takes enrolments until its first meeting. */
export async function openCourseSession(tx: Tx, input: OpenCourseSessionInput): Promise<{ session: CourseSession }> {
  const { courseId, teacherId, capacity } = input;
  const course = isId(courseId) ? await tx.db.findOneBy(Course, { id: courseId }) : null;
  if (!course) throw notFound('course', courseId);
  const institution = await tx.db.findOneByOrFail(Institution, { id: course.institutionId });
  coursePolicy.authorise(tx.viewer, 'openCourseSession', institution);
  const teacher = isId(teacherId) ? await tx.db.findOneBy(Teacher, { id: teacherId, institutionId: institution.id }) : null;
  if (!teacher) throw new Refusal('NOT_FOUND', `"${institution.nameZh}" has no teacher "${teacherId}".`, { field: 'teacherId' });
  refuseIf(capacity < 1 || capacity > 1000, 'BAD_USER_INPUT', `"capacity" must be 1 to 1,000; got ${capacity}.`, {
    field: 'capacity',
  });
  const meetings = checkedMeetings(input.meetings, course.kind, tx.now, await readCalendar(tx.db));
  const last = addDays(civilDay(tx.now), tx.number(numbers.PLANNED_DAYS_AHEAD));
  refuseIf(
    civilDay((meetings.at(-1) as MeetingInput).start) > last,
    'VALIDATION_FAILED',
    `The last meeting is on a day until ${last}.`,
    { rule: 'S-57', field: 'meetings' },
  );
  // Meetings that the database compares by teacher and by room, inserted at once, would end in a deadlock of their transactions; both are the institution's.
  await lockByName(tx.db, `meetings ${institution.id}`);
  const session = await insertRow<CourseSession>(tx.db, CourseSession, {
    id: newId(),
    courseId,
    teacherId,
    place: input.place ? checkedText(input.place, 'place', 200) : null,
    status: 'OPEN',
    startsAt: (meetings[0] as MeetingInput).start,
    endsAt: (meetings.at(-1) as MeetingInput).end,
    capacity,
    enrolledCount: 0,
    offeredCount: 0,
    waitlistCount: 0,
    arrivals: 0,
    cancelledBecause: null,
    version: 1,
  });
  await tx.db.insert(
    Meeting,
    meetings.map(({ start, end, place }) => ({ sessionId: session.id, start, end, place: place ?? null })),
  );
  return { session };
}

/** Meetings in order of time; they lie ahead, do not overlap, and the degree plan's are at weekends (SKL-INV-5). */
function checkedMeetings(meetings: readonly MeetingInput[], kind: CourseKind, now: Date, calendar: Calendar): MeetingInput[] {
  const field = 'meetings';
  refuseIf(
    meetings.length < 1 || meetings.length > 200,
    'BAD_USER_INPUT',
    `A session has 1 to 200 meetings; got ${meetings.length}.`,
    { field },
  );
  const inOrder = [...meetings].sort((one, other) => one.start.getTime() - other.start.getTime());
  for (const [at, { start, end, place }] of inOrder.entries()) {
    const day = start.toISOString();
    const before = inOrder[at - 1];
    const days = [civilDay(start), civilDay(new Date(end.getTime() - 1))];
    refuseIf(end <= start, 'BAD_USER_INPUT', `The meeting of ${day} ends before it begins.`, { field });
    refuseIf(
      end.getTime() - start.getTime() > LONGEST_MEETING_MS,
      'BAD_USER_INPUT',
      `The meeting of ${day} lasts more than a day.`,
      {
        field,
      },
    );
    if (place) checkedText(place, 'place', 200);
    refuseIf(start <= now, 'VALIDATION_FAILED', `The meeting of ${day} is not ahead. A session opens before its first meeting.`, {
      field,
    });
    refuseIf(
      before !== undefined && start < before.end,
      'VALIDATION_FAILED',
      `The meeting of ${day} begins before the one before it ends.`,
      { field },
    );
    refuseIf(
      kind === 'DEGREE' && !days.every((civil) => isDayOff(calendar, civil)),
      'VALIDATION_FAILED',
      `The meeting of ${day} is on no Saturday or Sunday off. The degree plan meets on those days only.`,
      { rule: 'SKL-INV-5', field },
    );
  }
  return inOrder;
}
