import { addDays } from '@union-graph/subgraph';
import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import { workedDay } from '../cases/days.ts';
import { draw } from '../draw.ts';
import { groupBy } from '../groupBy.ts';
import { type DegreeSeed, studentsOf } from './degree.ts';
import { teacherId, UNIVERSITY } from './institutions.ts';

const CLASS_SIZE = 70;
const CLASS_PLACES = 80;
const MEETINGS = 16;
const TERM_CREDITS = 16;
/** Terms by their first weekend; the last one has not begun. */
const TERMS = ['2012-03-03', '2012-09-08', '2013-03-09', '2013-10-26'] as const;
const FIRST_TERM: Readonly<Record<number, number>> = { 2011: 0, 2012: 2 };
const TO_COME = TERMS.length - 1;
const LAST_CLOSED = TO_COME - 1;
const TRUANCIES = 4;

type Student = DegreeSeed & { readonly student: number };

/** Students of one class in one term: a session of the university with its days off. */
interface TermClass {
  readonly id: string;
  readonly room: number;
  /** The place of the term in time, and its number for this class. */
  readonly at: number;
  readonly term: number;
  readonly days: readonly string[];
  readonly students: readonly Student[];
}

/** A student in a term. */
interface Studied {
  readonly of: TermClass;
  readonly seed: Student;
  readonly arrival: number;
  readonly enrolmentId: string;
  readonly marks: readonly Mark[];
  readonly passed: boolean;
}
type Mark = 'PRESENT' | 'EXCUSED' | 'ABSENT';

const courseId = (term: number): string => id('course', `city-degree-${term}`);
const isOff = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && workedDay(day) !== day;

/** The first days off from a day on (SKL-INV-5). */
function daysOff(from: string): string[] {
  const days = [];
  for (let day = from; days.length < MEETINGS; day = addDays(day, 1)) if (isOff(day)) days.push(day);
  return days;
}

function classesOf(seeds: readonly DegreeSeed[]): TermClass[] {
  const byYear = groupBy(studentsOf(seeds), ({ examYear }) => examYear);
  let room = 0;
  return [...byYear].flatMap(([year, all]) => {
    const first = FIRST_TERM[year] as number;
    const count = Math.ceil(all.length / CLASS_SIZE);
    return Array.from({ length: count }, (_, number) => {
      const students = all.slice(number * CLASS_SIZE, (number + 1) * CLASS_SIZE);
      const own = room++;
      return TERMS.slice(first).map((from, late) => ({
        id: id('course-session', `city-degree-${own}-${late}`),
        room: own,
        at: first + late,
        term: late + 1,
        days: daysOff(from),
        // Whose studies ended is in no term after that.
        students: first + late === TO_COME ? students.filter(({ status }) => status === 'STUDYING') : students,
      }));
    }).flat();
  });
}

const studiedOf = (classes: readonly TermClass[]): Studied[] =>
  classes.flatMap((of) =>
    of.students.map((seed, at) => {
      const isDismissed = seed.status === 'DISMISSED' && of.at === LAST_CLOSED;
      return {
        of,
        seed,
        arrival: at + 1,
        enrolmentId: id('enrolment', `${of.id} ${seed.student}`),
        marks: of.at === TO_COME ? [] : marksOf(seed.student * TERMS.length + of.at, isDismissed),
        passed: !isDismissed,
      };
    }),
  );

/** Nobody but who is dismissed stays away more than twice, or is excused more than twice. */
function marksOf(number: number, isDismissed: boolean): Mark[] {
  const absent = isDismissed ? TRUANCIES : draw(350, number, 3);
  const excused = draw(351, number, 3);
  return Array.from({ length: MEETINGS }, (_, at) => (at < absent ? 'ABSENT' : at < absent + excused ? 'EXCUSED' : 'PRESENT'));
}

const instant = (day: string, time: string): string => `${day}T${time}:00+08:00`;

/** Everything that the university teaches in the degree plan (S-62): classes of seventy, a session each term, marks, and closed terms. */
export function termRows(seeds: readonly DegreeSeed[]) {
  const classes = classesOf(seeds);
  const studied = studiedOf(classes);
  const closed = studied.filter(({ of }) => of.at !== TO_COME);
  return {
    teacherCount: Math.max(...classes.map(({ room }) => room)) + 1,
    courses: Array.from({ length: TERMS.length }, (_, at) => ({
      id: courseId(at + 1),
      name_zh: `行政管理第${at + 1}学期课程`,
      module_code: 'CREDIT_BANK',
      institution_id: UNIVERSITY,
      kind: 'DEGREE',
      hours: MEETINGS * 3,
      credits: TERM_CREDITS,
      covers_safety: false,
    })),
    sessions: classes.map(sessionRow),
    meetings: classes.flatMap(({ id: session_id, days }) =>
      days.map((day) => ({ session_id, starts_at: instant(day, '09:00'), ends_at: instant(day, '12:00') })),
    ),
    enrolments: studied.map(enrolmentRow),
    attendance: closed.flatMap(attendanceOf),
    terms: closed.map(termRow),
    termSessions: closed.map((one) => ({ term_id: termId(one), application_id: one.seed.id, session_id: one.of.id })),
  };
}

function sessionRow({ id: sessionId, room, term, days, students }: TermClass) {
  return {
    id: sessionId,
    course_id: courseId(term),
    teacher_id: teacherId(UNIVERSITY, room),
    place: `助推计划第${room + 1}教室`,
    status: 'OPEN',
    starts_at: instant(days[0] as string, '09:00'),
    ends_at: instant(days.at(-1) as string, '12:00'),
    capacity: CLASS_PLACES,
    enrolled_count: students.length,
    waitlist_count: 0,
    arrivals: students.length,
    version: students.length + 1,
  };
}

function enrolmentRow({ of, seed, arrival, enrolmentId, passed }: Studied) {
  const opened = Date.parse(instant(addDays(of.days[0] as string, -20), '09:00'));
  const status = of.at === TO_COME ? 'CONFIRMED' : passed ? 'PASSED' : 'FAILED';
  return {
    id: enrolmentId,
    member_id: seed.worker.memberId,
    session_id: of.id,
    status,
    arrival,
    enrolled_at: new Date(opened + arrival * 60_000).toISOString(),
    scope_path: seed.worker.scopePath,
    score: status === 'CONFIRMED' ? null : passed ? 60 + draw(352, seed.student * TERMS.length + of.at, 41) : 40,
    version: status === 'CONFIRMED' ? 1 : 3,
  };
}

const attendanceOf = ({ of, enrolmentId, marks }: Studied) =>
  of.days.map((day, at) => ({
    enrolment_id: enrolmentId,
    session_id: of.id,
    starts_at: instant(day, '09:00'),
    mark: marks[at],
    by_code: false,
    marked_by: personId('pei-shuhua'),
    marked_at: instant(day, '12:30'),
  }));

const termId = ({ of, seed }: Studied): string => id('degree-term', `${seed.id} ${of.term}`);

function termRow(one: Studied) {
  const { of, seed, marks, passed } = one;
  return {
    id: termId(one),
    application_id: seed.id,
    term: of.term,
    attempt: 1,
    meetings: MEETINGS,
    attended: marks.filter((mark) => mark === 'PRESENT').length,
    truancies: marks.filter((mark) => mark === 'ABSENT').length,
    credits: passed ? TERM_CREDITS : 0,
    passed,
    recorded_by: personId('pei-shuhua'),
    recorded_at: instant(of.days.at(-1) as string, '16:00'),
  };
}

/** Who is on the university's lists, and who are its students, as training tells organisation. */
export function studentsServed(seeds: readonly DegreeSeed[], scopePath: string) {
  const served = (occasion_id: string, { worker }: DegreeSeed) => ({
    source: 'TRAINING',
    occasion_id,
    member_id: worker.memberId,
    scope_path: scopePath,
    served: true,
    seen_version: 1,
  });
  return [
    ...studiedOf(classesOf(seeds)).map(({ enrolmentId, seed }) => served(enrolmentId, seed)),
    ...studentsOf(seeds)
      .filter(({ status }) => status === 'STUDYING')
      .map((seed) => served(seed.id, seed)),
  ];
}
