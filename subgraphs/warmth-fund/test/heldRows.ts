import { exactTypes, openPool } from '@union-graph/subgraph';
import type { TestSubgraph } from '@union-graph/testing';

const WAITING =
  'select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())';

/** What is done while rows are locked. */
export interface Held {
  /** How many sessions of this database wait for a lock. */
  waiting(): Promise<number>;
  /** Changes rows in the transaction that holds the lock. */
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** Locks rows by a `select … for update`, in a transaction that is committed when `work` is done. */
export async function whileLocked(
  { database, sql }: TestSubgraph,
  [lock, values]: readonly [text: string, values?: unknown[]],
  work: (held: Held) => Promise<void>,
): Promise<void> {
  const pool = openPool({ connectionString: database.migratorUrl, max: 1, types: exactTypes }, () => undefined);
  try {
    await pool.query('begin');
    await pool.query(lock, values);
    await work({
      waiting: async () => (await sql(WAITING)).length,
      query: (text, more) => pool.query(text, more),
    });
    await pool.query('commit');
  } finally {
    await pool.end();
  }
}
