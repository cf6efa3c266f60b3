import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { atOnce, inTransaction, openPool } from '../atOnce.ts';
import { drawMembers } from '../drawMembers.ts';
import { median, timed } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { person } from '../viewers.ts';
import { type Class, forgetClasses, openClass } from './classes.ts';

/** How many a second came through the graph and by hand, as medians of some rounds. */
export interface Enrolments {
  readonly set: string;
  readonly graphPerSecond: number;
  readonly barePerSecond: number;
  /** CPU time of the subgraph's process for one. */
  readonly cpuMs: number;
  readonly confirmed: number;
  readonly waitlisted: number;
}

/** Two hundred members for thirty places (SKL-INV-1). */
export const [ENROLMENTS, PLACES] = [200, 30];
const CONNECTIONS = 10;
const [WARM_UP, ROUNDS] = [2, 7];
const STARTS_AT = '2013-12-28T09:00:00+08:00';
const ENROL = 'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id status } } }';

const MOST_ATTEMPTS = 20;

type Member = Awaited<ReturnType<typeof drawMembers>>[number];

/** Sends all enrolments at the same time, and writes the same rows by hand in turns. Leaves the set as it was. */
export async function measureEnrolments(bench: Bench): Promise<Enrolments> {
  const pool = openPool(bench.target.migratorUrl as string, CONNECTIONS);
  const classes: Class[] = [];
  const members = await drawMembers(bench.bare, ENROLMENTS);
  const times: { graph: number; bare: number; cpuMs: number }[] = [];
  const outcomes = { confirmed: 0, waitlisted: 0 };
  try {
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const [graphed, byHand] = [await openClass(bench, PLACES, STARTS_AT), await openClass(bench, PLACES, STARTS_AT)];
      classes.push(graphed, byHand);
      const cpuBefore = bench.cpuMs();
      const told: string[] = [];
      const graph = await timed(() =>
        atOnce(ENROLMENTS, ENROLMENTS, async (at) => void told.push(await enrol(bench, graphed, members[at] as Member))),
      );
      const cpuMs = (bench.cpuMs() - cpuBefore) / ENROLMENTS;
      const bare = await timed(() => atOnce(ENROLMENTS, CONNECTIONS, (at) => enrolBare(pool, byHand, members[at] as Member)));
      outcomes.confirmed = told.filter((one) => one === 'CONFIRMED').length;
      outcomes.waitlisted = told.filter((one) => one === 'WAITLISTED').length;
      if (outcomes.confirmed !== PLACES || outcomes.waitlisted !== ENROLMENTS - PLACES)
        throw new Error(`Of ${ENROLMENTS} members ${outcomes.confirmed} have a place; ${[...new Set(told)].join(', ')}.`);
      if (round >= WARM_UP) times.push({ graph, bare, cpuMs });
    }
  } finally {
    await forgetClasses(
      bench.bare,
      classes,
      members.map(({ id }) => `person:${id}`),
    );
    await pool.end();
  }
  const perSecond = (key: 'graph' | 'bare') => (ENROLMENTS * 1000) / median(times.map((time) => time[key]));
  return {
    set: bench.set,
    graphPerSecond: perSecond('graph'),
    barePerSecond: perSecond('bare'),
    cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
    ...outcomes,
  };
}

async function enrol({ ask }: Bench, { id }: Class, member: Member): Promise<string> {
  const input = { idempotencyKey: randomUUID(), sessionId: id };
  for (let attempt = 1; ; attempt++) {
    try {
      const { enrol: done } = await ask<{ enrol: { enrolment: { status: string } } }>({
        viewer: person('MEMBER', member.path, member.id),
        query: ENROL,
        variables: { input },
      });
      return done.enrolment.status;
    } catch (error) {
      // On a machine with much else to do a connection may be waited for too long; under its key the enrolment is sent again.
      if (!(error as Error).message.includes('not answering') || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** The same rows by hand, under the lock on the session. */
const enrolBare = (pool: pg.Pool, { id }: Class, member: Member): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ free: boolean; arrival: number }>(
      'select enrolled_count + offered_count < capacity as free, arrivals + 1 as arrival from course_session where id = $1 for update',
      [id],
    );
    const { free, arrival } = rows[0] as { free: boolean; arrival: number };
    await client.query(
      `insert into enrolment (id, member_id, session_id, status, arrival, enrolled_at, scope_path)
        values ($1, $2, $3, $4, $5, '2013-10-19T10:00:00+08:00', $6)`,
      [randomUUID(), member.id, id, free ? 'CONFIRMED' : 'WAITLISTED', arrival, member.path],
    );
    await client.query(
      `update course_session set arrivals = $2, version = version + 1, enrolled_count = enrolled_count + $3, waitlist_count = waitlist_count + $4 where id = $1`,
      [id, arrival, free ? 1 : 0, free ? 0 : 1],
    );
  });
