import type { EntityManager } from 'typeorm';

/** A task that the queue is to run. */
export interface Job {
  readonly task: string;
  /** JSON. */
  readonly payloadText: string;
  /** Null for at once. */
  readonly runAt: Date | null;
  /** A waiting job of the same key is replaced. */
  readonly jobKey: string | null;
  /** Whether a replaced job's own time holds; else the new one does. */
  readonly keepsRunAt: boolean;
}

/** With graphile-worker's growing pauses this is about three days; what still fails stays in the queue as a dead letter. */
const JOB_ATTEMPTS = 25;

/** Puts jobs into the queue of this database, in their order and as part of the open transaction, in one statement. */
export async function addJobs(db: EntityManager, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  await db.query(
    `select graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => job_key, max_attempts => $6,
       job_key_mode => case when keeps_run_at then 'preserve_run_at' else 'replace' end)
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::boolean[])
       with ordinality as jobs(task, payload, run_at, job_key, keeps_run_at, at) order by at`,
    [
      jobs.map(({ task }) => task),
      jobs.map(({ payloadText }) => payloadText),
      jobs.map(({ runAt }) => runAt),
      jobs.map(({ jobKey }) => jobKey),
      jobs.map(({ keepsRunAt }) => keepsRunAt),
      JOB_ATTEMPTS,
    ],
  );
}
