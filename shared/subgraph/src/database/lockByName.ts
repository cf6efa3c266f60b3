import type { EntityManager } from 'typeorm';

/**
 * Waits for locks that only names stand for, and holds them until the transaction ends: for an act that depends on rows which may not exist
 * yet. Several names are taken in one order, so that two acts do not wait for each other in a circle.
 */
export const lockByName = (db: EntityManager, ...names: readonly string[]): Promise<unknown> =>
  db.query('select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest($1::text[]) as name', [
    [...new Set(names)].sort(),
  ]);
