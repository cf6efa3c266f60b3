import { type DataOf, unionMoved } from '@union-graph/events';
import type { EntityManager } from 'typeorm';
import { type EventHandler, handle } from '../events/receive.ts';

/**
 * Gives the rows of tables that lie below a place of the union tree the path that it has now: by their column `scope_path`, or the one named
 * after a point, as in `outreach_request.provider_path`.
 */
export async function carryAlong(
  db: EntityManager,
  tables: readonly string[],
  { fromPath, toPath }: Pick<DataOf<typeof unionMoved>, 'fromPath' | 'toPath'>,
): Promise<void> {
  const start = fromPath.length + 1;
  for (const place of tables) {
    const [table, column = 'scope_path'] = place.split('.');
    await db.query(`update "${table}" set "${column}" = $1 || substr("${column}", $2::int) where "${column}" ^@ $3`, [
      toPath,
      start,
      fromPath,
    ]);
  }
}

/** Takes along what a service knows of the places of persons when a union moves (ORG-INV-4): organisation tells of the union alone. */
export const followMoves = (...tables: readonly string[]): EventHandler =>
  handle(unionMoved, ({ db }, { data }) => carryAlong(db, tables, data));
