import { serviceViewer } from '@union-graph/identity';
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Logger as Log } from 'pino';
import { openLease } from './database/lease.ts';
import { openPool } from './database/pool.ts';
import type { SubgraphDefinition, Task } from './define.ts';
import type { Metrics } from './http/metrics.ts';
import { freeJobsOfTheGone, watchWorkers } from './jobWorkers.ts';
import { TELL_SNAPSHOT, tellSnapshot } from './known/snapshots.ts';
import { type Transactions, transact } from './transaction.ts';

/** The number of days for which a mutation's answer is stored for replays. */
const REPLAY_DAYS = 30;
const JOB_CONCURRENCY = 4;
const RELEASE_EVERY_MS = 1_000;

/**
 * Starts the background worker. It runs the subgraph's own tasks, deletes old stored answers, and releases jobs of killed processes. Events are
 * delivered elsewhere (`events/lanes.ts`), so that no task waits for a subscriber.
 */
export async function startJobs(
  definition: SubgraphDefinition,
  transactions: Transactions,
  databaseUrl: string,
  log: Log,
  metrics: Metrics,
): Promise<Pick<Runner, 'stop'>> {
  const { name, tasks = {} } = definition;
  const { events, names } = watchWorkers();
  // The queue has a pool of its own, so that jobs and reads do not wait for each other's connections.
  const pool = openPool({ connectionString: databaseUrl, max: JOB_CONCURRENCY + 1 }, ({ message }) =>
    log.warn({ reason: message }, 'a connection of the job queue broke'),
  );
  const runner = await run({
    pgPool: pool,
    taskList: {
      ...Object.fromEntries(Object.entries(tasks).map(([task, work]) => [task, inTransaction(name, transactions, work)])),
      [TELL_SNAPSHOT]: (job) =>
        tellSnapshot(definition, transactions, (job as { payload: Parameters<typeof tellSnapshot>[2] }).payload),
      forget_answers: async (_, { query }) => {
        await query(`delete from idempotency where created_at < now() - interval '${REPLAY_DAYS} days'`);
      },
    } satisfies TaskList,
    parsedCronItems: parseCronItems([{ task: 'forget_answers', match: '17 3 * * *' }]),
    concurrency: JOB_CONCURRENCY,
    pollInterval: 2_000,
    noHandleSignals: true,
    events,
    logger: new Logger(
      () => (level, message) => log[level === 'warning' ? 'warn' : level === 'info' ? 'debug' : level]({ worker: true }, message),
    ),
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  runner.events.on('job:success', ({ job }) => metrics.jobs.inc({ task: job.task_identifier, outcome: 'done' }));
  runner.events.on('job:error', ({ job }) => metrics.jobs.inc({ task: job.task_identifier, outcome: 'failed' }));
  const lease = openLease({ databaseUrl, names: names(), log });
  const stopReleasing = releaseLostJobs(pool, names, log);
  return {
    stop: async () => {
      await stopReleasing();
      await runner.stop();
      await lease.stop();
      await pool.end();
    },
  };
}

/** At once and then every second, releases the jobs that killed processes had locked. */
function releaseLostJobs(pool: pg.Pool, names: () => string[], log: Log): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const round = (): Promise<void> =>
    freeJobsOfTheGone(pool, names())
      .catch((error: Error) => log.warn({ reason: error.message }, 'the jobs of killed processes were not released'))
      .finally(() => {
        if (!stopped)
          timer = setTimeout(() => {
            running = round();
          }, RELEASE_EVERY_MS);
      });
  let running = round();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

function inTransaction(subgraph: string, transactions: Transactions, work: Task) {
  const viewer = serviceViewer(subgraph);
  return async (job: unknown) => {
    const { payload, clockOffset } = job as { payload: Record<string, unknown>; clockOffset: number };
    await transact(transactions, { viewer, now: new Date(Date.now() + clockOffset), causationId: null }, (tx) =>
      work(tx, payload),
    );
  };
}
