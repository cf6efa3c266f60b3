import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { isNotMigrated } from './isNotMigrated.ts';

const EVERY_MS = 3_600_000;

/**
 * Deletes the counts of past quota windows: those more than two days older than the newest window of their agreement. Ages are compared with
 * the newest window and not with this machine's clock, because requests are counted by their own clock.
 */
export async function sweepQuotas(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from quota_use old using (select agreement_id, max(starts_at) as newest from quota_use group by agreement_id) as last
     where old.agreement_id = last.agreement_id and old.starts_at < last.newest - interval '2 days'`,
  );
  await pool.query(
    `delete from attempt_use old using (select client_id, max(minute) as newest from attempt_use group by client_id) as last
     where old.client_id = last.client_id and old.minute < last.newest - interval '1 hour'`,
  );
  return rowCount ?? 0;
}

/** Deletes old counts now and every hour. Returns a function that stops it. */
export function startQuotaSweep(pool: Pool, log: Logger): () => void {
  const sweep = () =>
    void sweepQuotas(pool).catch((error: Error) => {
      if (!isNotMigrated(error)) log.warn({ reason: error.message }, 'old counts of requests are not deleted now');
    });
  sweep();
  const timer = setInterval(sweep, EVERY_MS).unref();
  return () => clearInterval(timer);
}
