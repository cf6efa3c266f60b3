import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { isHeld } from './database/lease.ts';

/** A worker that said nothing for so long is gone, when the lock of its name is free: the connection of a killed process ends with it. */
const KILLED_AFTER = "interval '2 seconds'";
/** A worker that said nothing for so long is gone, whatever it holds: a process that hangs keeps its connections. */
const HUNG_AFTER = "interval '10 seconds'";

/** Notes which workers of the queue run in this process. */
export function watchWorkers(): { events: WorkerEvents; names: () => string[] } {
  const events: WorkerEvents = new EventEmitter();
  const running = new Set<string>();
  events.on('pool:create', ({ workerPool }) => running.add(workerPool.id));
  events.on('worker:create', ({ worker }) => running.add(worker.workerId));
  events.on('worker:stop', ({ worker }) => running.delete(worker.workerId));
  return { events, names: () => [...running] };
}

/**
 * Says that these workers live, and frees the jobs of workers that do not: a process that was killed leaves its jobs locked,
 * and the queue alone would give them to nobody for four hours. A job may so run twice; every job of the house bears that.
 * Each process holds the names of its workers (`openLease`).
 */
export async function freeJobsOfTheGone(db: Pick<Pool, 'query'>, alive: readonly string[]): Promise<void> {
  await db.query(
    `insert into job_worker (worker_id, alive_at) select unnest($1::text[]), clock_timestamp()
     on conflict on constraint job_worker_pk do update set alive_at = excluded.alive_at`,
    [alive],
  );
  const heard = (within: string) =>
    `exists (select from job_worker w where w.worker_id = j.locked_by and w.alive_at > now() - ${within})`;
  const { rows: gone } = await db.query<{ name: string }>(
    `select distinct j.locked_by as name from graphile_worker._private_jobs j
     where (j.locked_at < now() - ${KILLED_AFTER} and not ${heard(KILLED_AFTER)} and not ${isHeld('j.locked_by')})
       or (j.locked_at < now() - ${HUNG_AFTER} and not ${heard(HUNG_AFTER)})`,
  );
  if (gone.length > 0) await db.query('select graphile_worker.force_unlock_workers($1::text[])', [gone.map(({ name }) => name)]);
  await db.query(`delete from job_worker where alive_at < now() - interval '1 day'`);
}
