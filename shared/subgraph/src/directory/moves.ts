import { type DataOf, unionMoved } from '@union-graph/events';
import type { EntityManager } from 'typeorm';
import { type EventHandler, handle } from '../events/receive.ts';

/** Gives the rows of tables that lie below a place of the union tree, by their column `scope_path`, the path that it has now. */
export async function carryAlong(
  db: EntityManager,
  tables: readonly string[],
  { fromPath, toPath }: Pick<DataOf<typeof unionMoved>, 'fromPath' | 'toPath'>,
): Promise<void> {
  const start = fromPath.length + 1;
  for (const table of tables)
    await db.query(`update "${table}" set scope_path = $1 || substr(scope_path, $2::int) where scope_path ^@ $3`, [
      toPath,
      start,
      fromPath,
    ]);
}

/** Takes along what a service knows of the places of persons when a union moves (ORG-INV-4): organisation tells of the union alone. */
export const followMoves = (...tables: readonly string[]): EventHandler =>
  handle(unionMoved, ({ db }, { data }) => carryAlong(db, tables, data));
