import type { Pool } from 'pg';
import { request } from 'undici';
import { DELIVER_EVENT, type Subscriber } from './publish.ts';

/** How an error begins that says that a subscriber was not there, in distinction to one that refused an event. */
export const AWAY = 'No answer from the subscriber';

const PROBE_TIMEOUT_MS = 2_000;

/**
 * Delivers at once what waits for subscribers that were away and are back: the queue's growing pauses are meant for events
 * that are refused, and would keep a withdrawn consent from a service for minutes after its restart (ORG-INV-8).
 */
export async function wakeDeliveries(db: Pick<Pool, 'query'>, subscribers: readonly Subscriber[]): Promise<void> {
  const { rows: waiting } = await db.query<{ name: string; jobs: string[] }>(
    `select j.payload->>'subscriber' as name, array_agg(j.id::text) as jobs
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = $1 and j.locked_at is null and j.run_at > now() + interval '1 second' and j.last_error like $2
     group by 1`,
    [DELIVER_EVENT, `${AWAY}%`],
  );
  for (const { name, jobs } of waiting) {
    const url = subscribers.find((subscriber) => subscriber.name === name)?.url;
    if (url && (await isReady(url)))
      await db.query('select graphile_worker.reschedule_jobs($1::bigint[], run_at => now(), attempts => 1)', [jobs]);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(new URL('/ready', url), {
      headersTimeout: PROBE_TIMEOUT_MS,
      bodyTimeout: PROBE_TIMEOUT_MS,
    });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
