import pg from 'pg';

/** Runs `count` tasks, so many under way at a time. Throws the first failure. */
export async function atOnce(count: number, underWay: number, task: (at: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < count; at = next++) await task(at);
  };
  // All have ended before a failure is told: what follows tidies up.
  const ended = await Promise.allSettled(Array.from({ length: underWay }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** Runs `work` in one transaction on a connection of the pool. */
export async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Connections for what is done by hand. */
export const openPool = (connectionString: string, max: number): pg.Pool => new pg.Pool({ connectionString, max });
