import type pg from 'pg';
import { inTransaction } from '../atOnce.ts';

// The built-in transaction of pgbench («TPC-B (sort of)»), its tables and its sizes, as its manual has them:
// https://www.postgresql.org/docs/18/pgbench.html. In a schema of its own, so that nothing else of the database is touched.

const [TELLERS, ACCOUNTS] = [10, 100_000];

/** Makes the tables with so many branches; 10 tellers and 100,000 accounts each. */
export async function makePgbench(db: pg.Client, scale: number): Promise<void> {
  await db.query(`
    drop schema if exists pgbench cascade;
    create schema pgbench;
    create table pgbench.branches (bid int primary key, bbalance int, filler char(88)) with (fillfactor = 100);
    create table pgbench.tellers (tid int primary key, bid int, tbalance int, filler char(84));
    create table pgbench.accounts (aid int primary key, bid int, abalance int, filler char(84));
    create table pgbench.history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into pgbench.branches select at, 0 from generate_series(1, ${scale}) as at;
    insert into pgbench.tellers select at, (at - 1) / ${TELLERS} + 1, 0 from generate_series(1, ${scale * TELLERS}) as at;
    insert into pgbench.accounts select at, (at - 1) / ${ACCOUNTS} + 1, 0, '' from generate_series(1, ${scale * ACCOUNTS}) as at;
  `);
  await db.query('vacuum analyze pgbench.branches, pgbench.tellers, pgbench.accounts, pgbench.history');
}

export const dropPgbench = (db: pg.Client): Promise<unknown> => db.query('drop schema if exists pgbench cascade');

const random = (upTo: number): number => 1 + Math.floor(Math.random() * upTo);

/** One transaction of pgbench, in seven statements with `begin` and `commit`. */
export function transactPgbench(pool: pg.Pool, scale: number): Promise<void> {
  const [aid, tid, bid] = [random(scale * ACCOUNTS), random(scale * TELLERS), random(scale)];
  const delta = random(10_001) - 5_001;
  return inTransaction(pool, async (client) => {
    await client.query('update pgbench.accounts set abalance = abalance + $1 where aid = $2', [delta, aid]);
    await client.query('select abalance from pgbench.accounts where aid = $1', [aid]);
    await client.query('update pgbench.tellers set tbalance = tbalance + $1 where tid = $2', [delta, tid]);
    await client.query('update pgbench.branches set bbalance = bbalance + $1 where bid = $2', [delta, bid]);
    await client.query('insert into pgbench.history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)', [
      tid,
      bid,
      aid,
      delta,
    ]);
  });
}
