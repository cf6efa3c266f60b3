import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Bench } from '../openBench.ts';

/** A class that is made for one round and taken away after it. */
export interface Class {
  readonly id: string;
  readonly meetingStart: string;
}

/** Opens a class with one meeting at a time when its teacher, made for it, has no other. */
export async function openClass({ bare }: Bench, capacity: number, startsAt: string, enrolled = 0): Promise<Class> {
  const [id, teacher] = [randomUUID(), randomUUID()];
  const { rows } = await bare.query<{ id: string; institution: string }>(
    `select c.id, c.institution_id as institution from course c where c.kind <> 'DEGREE' order by c.id limit 1`,
  );
  const course = rows[0] as { id: string; institution: string };
  await bare.query('insert into teacher (id, institution_id, name_zh) values ($1, $2, $3)', [
    teacher,
    course.institution,
    '测量',
  ]);
  await bare.query(
    `insert into course_session (id, course_id, teacher_id, status, starts_at, ends_at, capacity, enrolled_count, arrivals)
      values ($1, $2, $3, 'OPEN', $4, $4::timestamptz + interval '3 hours', $5, $6, $6)`,
    [id, course.id, teacher, startsAt, capacity, enrolled],
  );
  await bare.query(`insert into meeting (session_id, starts_at, ends_at) values ($1, $2, $2::timestamptz + interval '3 hours')`, [
    id,
    startsAt,
  ]);
  return { id, meetingStart: startsAt };
}

/** Takes away classes with what hangs on them. Only the owner of the tables can, and only measurements do. */
export async function forgetClasses(bare: pg.Client, classes: readonly Class[], subjects: readonly string[]): Promise<void> {
  const ids = classes.map(({ id }) => id);
  await bare.query('begin');
  await bare.query('create temp table taught on commit drop as select teacher_id as id from course_session where id = any($1)', [
    ids,
  ]);
  for (const table of ['attendance', 'enrolment', 'meeting_code', 'meeting'])
    await bare.query(`delete from ${table} where session_id = any($1)`, [ids]);
  await bare.query('delete from course_session where id = any($1)', [ids]);
  await bare.query('delete from teacher where id in (select id from taught)');
  await bare.query('delete from idempotency where subject = any($1)', [subjects]);
  await bare.query('commit');
  await bare.query('vacuum analyze enrolment, attendance, course_session, meeting');
}
