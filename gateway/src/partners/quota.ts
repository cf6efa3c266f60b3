import { civilDay, startOfDay } from '@union-graph/subgraph';
import type { Pool } from 'pg';
import type { LiveAgreement } from './standing.ts';

const MINUTE_MS = 60_000;

/**
 * Counts one request against the quota of an agreement (GOV-INV-8): one statement, whose row locks make it exact over all
 * gateways. Gives the code of the refusal, or null; a request that is refused for the minute is not counted for the day.
 */
export async function countRequest(
  pool: Pool,
  { id, perMinute, perDay }: LiveAgreement,
  now: Date,
): Promise<'RATE_LIMITED' | 'QUOTA_EXCEEDED' | null> {
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const day = startOfDay(civilDay(now));
  const { rows } = await pool.query<{ minute: number | null; day: number | null }>(
    `with minute as (
       insert into quota_use as q (agreement_id, span, starts_at, used) values ($1, 'MINUTE', $2, 1)
       on conflict on constraint quota_pk do update set used = q.used + 1 where q.used < $3 returning used),
     day as (
       insert into quota_use as q (agreement_id, span, starts_at, used) select $1, 'DAY', $4, 1 from minute
       on conflict on constraint quota_pk do update set used = q.used + 1 where q.used < $5 returning used)
     select (select used from minute) as minute, (select used from day) as day`,
    [id, minute, perMinute, day, perDay],
  );
  if (rows[0]?.minute == null) return 'RATE_LIMITED';
  return rows[0].day === null ? 'QUOTA_EXCEEDED' : null;
}

/**
 * Counts the persons whose data a request has read, each once in a civil day (GOV-INV-8). Gives the code of the refusal when there would
 * be more than the agreement allows: then none of them is counted, and the answer must not leave. The row of the day is locked while it is
 * counted, so that requests in several gateways do not miss each other.
 */
export async function countPersons(
  pool: Pool,
  { id, personsPerDay }: LiveAgreement,
  persons: ReadonlySet<string>,
  now: Date,
): Promise<'QUOTA_EXCEEDED' | null> {
  const day = civilDay(now);
  const key = [id, startOfDay(day)];
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ used: number }>(
      `insert into quota_use as q (agreement_id, span, starts_at, used) values ($1, 'PERSONS', $2, 0)
       on conflict on constraint quota_pk do update set used = q.used returning used`,
      key,
    );
    await client.query('delete from quota_person where agreement_id = $1 and day < $2', [id, day]);
    const { rowCount } = await client.query(
      `insert into quota_person select $1, $2, unnest($3::text[]) on conflict on constraint quota_person_pk do nothing`,
      [id, day, [...persons]],
    );
    const used = (rows[0]?.used ?? 0) + (rowCount ?? 0);
    const isOver = used > personsPerDay;
    if (!isOver)
      await client.query(`update quota_use set used = $3 where agreement_id = $1 and span = 'PERSONS' and starts_at = $2`, [
        ...key,
        used,
      ]);
    await client.query(isOver ? 'rollback' : 'commit');
    client.release();
    return isOver ? 'QUOTA_EXCEEDED' : null;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
