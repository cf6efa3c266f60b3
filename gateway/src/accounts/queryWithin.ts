import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';

/**
 * Runs a query on a connection of its own from the pool. Rejects `limitMs` after it was sent, and closes the connection, unless the answer has come by then:
 * a process that was busy for as long finds the timer before the answer, which is read before it is given up. The pool needs no `query_timeout`.
 */
export async function queryWithin<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  query: pg.QueryConfig,
  limitMs: number,
): Promise<pg.QueryResult<Row>> {
  const client = await pool.connect();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(async () => {
      for (let turn = 0; turn < TURNS; turn++) await nextTurn();
      reject(new Error(`the database did not answer within ${limitMs} ms`));
    }, limitMs);
  });
  let failure: Error | undefined;
  try {
    return await Promise.race([client.query<Row>(query), late]);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    clearTimeout(timer);
    client.release(failure);
  }
}

/** An answer may come in several parts, each read in a turn of the event loop. */
const TURNS = 20;
