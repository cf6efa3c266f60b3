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
