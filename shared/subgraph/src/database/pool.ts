import pg from 'pg';
import { DatabaseConnection } from './databaseConnection.ts';

/**
 * A pool of connections outside TypeORM. One that breaks, idle or in the middle of a transaction, is told to `onError` and replaced when
 * it is next needed; the statement under way rejects.
 */
export function openPool(options: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...options, Client: DatabaseConnection });
  pool.on('connect', (client) => client.on('error', onError));
  // An idle connection tells the pool as well.
  pool.on('error', () => undefined);
  return pool;
}
