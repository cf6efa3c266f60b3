import { eventually, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import pg from 'pg';
import { pino } from 'pino';
import { openLease } from '../src/database/lease.ts';
import { freeJobsOfTheGone } from '../src/jobWorkers.ts';
import { board } from './fixture/board.ts';

/** Seconds since the worker took its job, and since it last said that it lives (null: never). */
interface Ago {
  readonly taken: number;
  readonly heard: number | null;
}

describe('jobs that a process had taken', () => {
  let subgraph: TestSubgraph;
  let client: pg.Client;
  beforeAll(async () => {
    subgraph = await testSubgraph(board);
    client = new pg.Client({ connectionString: subgraph.database.appUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await subgraph.stop();
  });

  /** Whether a job of the worker is freed. All happens in one transaction, whose `now()` stands still. */
  const isFreed = async (worker: string, { taken, heard }: Ago): Promise<boolean> => {
    await client.query('begin');
    try {
      await client.query(`select graphile_worker.add_job('yellow', '{}'::json, job_key => $1)`, [worker]);
      await client.query(
        `update graphile_worker._private_jobs set locked_at = now() - $2 * interval '1 second', locked_by = $1 where key = $1`,
        [worker, taken],
      );
      if (heard !== null)
        await client.query(`insert into job_worker (worker_id, alive_at) values ($1, now() - $2 * interval '1 second')`, [
          worker,
          heard,
        ]);
      await freeJobsOfTheGone(client, []);
      const { rows } = await client.query('select locked_by from graphile_worker._private_jobs where key = $1', [worker]);
      return rows[0].locked_by === null;
    } finally {
      await client.query('rollback');
    }
  };
  const holding = async <Result>(worker: string, work: () => Promise<Result>): Promise<Result> => {
    const lease = openLease({ databaseUrl: subgraph.database.appUrl, names: [worker], log: pino({ level: 'silent' }) });
    try {
      await eventually(() => lease.holds(worker));
      return await work();
    } finally {
      await lease.stop();
    }
  };

  test('are free two seconds after it was killed, which ended its connection', async () => {
    expect(await isFreed('killed', { taken: 3, heard: 3 })).toBe(true);
    expect(await isFreed('killed at once', { taken: 3, heard: null })).toBe(true);
    expect(await isFreed('just started', { taken: 1, heard: null })).toBe(false);
  });

  test('stay its own while its connection lasts, or while it speaks though that broke', async () => {
    expect(await holding('busy', () => isFreed('busy', { taken: 100, heard: 5 }))).toBe(false);
    expect(await isFreed('cut', { taken: 100, heard: 1 })).toBe(false);
  });

  test('are free when it says nothing for ten seconds, whatever it holds', async () => {
    expect(await holding('hung', () => isFreed('hung', { taken: 100, heard: 11 }))).toBe(true);
  });

  test('are held by the names of the workers that run here', async () => {
    await subgraph.sql(
      `select graphile_worker.add_job('yellow', '{"payload": {"id": "orphan"}, "clockOffset": 0}'::json, run_at => now() + interval '1 hour')`,
    );
    await subgraph.sql(`update graphile_worker._private_jobs set run_at = now(), locked_at = now() - interval '3 seconds', locked_by = 'gone'
      where payload->'payload'->>'id' = 'orphan'`);
    await eventually(async () => (await subgraph.sql(`select from heard where what = 'yellow orphan'`)).length === 1);
    const { held } = (
      await subgraph.sql<{ held: number }>(
        `select count(*)::int as held from job_worker w join pg_locks l on l.locktype = 'advisory' and l.granted
         and l.objid::bigint = (hashtext(w.worker_id)::bigint & 4294967295) where w.alive_at > now() - interval '1 minute'`,
      )
    )[0] as { held: number };
    expect(held).toBeGreaterThanOrEqual(4);
  });
});
