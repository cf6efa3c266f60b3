import { randomUUID } from 'node:crypto';
import { drawMembers } from '../drawMembers.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench, Question } from '../openBench.ts';
import { person } from '../viewers.ts';
import { type Class, forgetClasses, openClass } from './classes.ts';

/** How long the marks of a class took through the graph and by hand, in milliseconds, as medians of some rounds. */
export interface Attendance {
  readonly set: string;
  readonly graphMs: number;
  readonly bareMs: number;
  readonly cpuMs: number;
  readonly statements: number;
}

export const CLASS_SIZE = 200;
const [WARM_UP, ROUNDS] = [3, 15];
/** A day before the data's today. */
const STARTED_AT = '2013-10-18T19:00:00+08:00';
const MARK = 'mutation ($input: MarkAttendanceInput!) { markAttendance(input: $input) { markedCount } }';

/** Marks a class of two hundred in one call, and by hand in turns. Leaves the set as it was. */
export async function measureAttendance(bench: Bench): Promise<Attendance> {
  const classes: Class[] = [];
  const teacher = randomUUID();
  const times: { graph: number; bare: number; cpuMs: number }[] = [];
  let statements = 0;
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const [graphed, byHand] = [await fullClass(bench, classes), await fullClass(bench, classes)];
      const question = questionOf(graphed, teacher);
      const cpuBefore = bench.cpuMs();
      const graph = await timed(() => bench.ask(question));
      const cpuMs = bench.cpuMs() - cpuBefore;
      const bare = await timed(() => markBare(bench, byHand, teacher));
      if (round >= WARM_UP) times.push({ graph, bare, cpuMs });
    }
    statements = await bench.statementsOf(questionOf(await fullClass(bench, classes), teacher));
  } finally {
    await forgetClasses(bench.bare, classes, [`person:${teacher}`]);
  }
  const of = (key: 'graph' | 'bare' | 'cpuMs') => median(times.map((time) => time[key]));
  return { set: bench.set, graphMs: of('graph'), bareMs: of('bare'), cpuMs: of('cpuMs'), statements };
}

interface FullClass extends Class {
  readonly enrolmentIds: readonly string[];
}

async function fullClass(bench: Bench, classes: Class[]): Promise<FullClass> {
  const opened = await openClass(bench, CLASS_SIZE, STARTED_AT, CLASS_SIZE);
  classes.push(opened);
  const members = await drawMembers(bench.bare, CLASS_SIZE);
  const { rows } = await bench.bare.query<{ id: string }>(
    `insert into enrolment (id, member_id, session_id, status, arrival, enrolled_at, scope_path)
      select gen_random_uuid(), m.id, $1, 'CONFIRMED', m.at, '2013-09-20T10:00:00+08:00', m.path
      from unnest($2::uuid[], $3::text[]) with ordinality as m(id, path, at) returning id`,
    [opened.id, members.map(({ id }) => id), members.map(({ path }) => path)],
  );
  return { ...opened, enrolmentIds: rows.map(({ id }) => id) };
}

const questionOf = ({ id, meetingStart, enrolmentIds }: FullClass, teacher: string): Question => ({
  viewer: person('TEACHER', '/city/', teacher),
  query: MARK,
  variables: {
    input: {
      idempotencyKey: randomUUID(),
      sessionId: id,
      meetingStart,
      marks: enrolmentIds.map((enrolmentId) => ({ enrolmentId, mark: 'PRESENT' })),
    },
  },
});

/** The same rows in one statement for the marks and one for the places. */
async function markBare({ bare }: Bench, { id, meetingStart, enrolmentIds }: FullClass, teacher: string): Promise<void> {
  await bare.query('begin');
  await bare.query('select from course_session where id = $1 for update', [id]);
  await bare.query(
    `insert into attendance (enrolment_id, session_id, starts_at, mark, by_code, marked_by, marked_at)
      select m.id, $2, $3, 'PRESENT', false, $4, now() from unnest($1::uuid[]) as m(id)
      on conflict on constraint attendance_pk do update set mark = excluded.mark`,
    [enrolmentIds, id, meetingStart, teacher],
  );
  await bare.query(
    `update enrolment set status = 'ATTENDING', version = version + 1 where id = any($1) and status = 'CONFIRMED'`,
    [enrolmentIds],
  );
  await bare.query('commit');
}
