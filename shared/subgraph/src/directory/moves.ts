import { unionMoved } from '@union-graph/events';
import type { EntityManager } from 'typeorm';
import { rows, sql } from '../database/rows.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import { MOVES_LOCK } from './movesMigration.ts';

/**
 * What becomes of every column of a service that keeps a path of the union tree, or could keep one in JSON, when a union moves (ORG-INV-4); columns
 * are named `table.column`. The conformance suite fails for a column that is in neither list.
 */
export interface KeptPaths {
  /** These say whose the row is and who works on it: they become the new path. Each has the trigger of `followsMovesMigration`. */
  readonly follows: readonly string[];
  /** These stay as they were written, each with the reason. */
  readonly stays?: Readonly<Record<string, string>>;
}

/** A union's move, as its event tells it. */
export interface Move {
  /** The version of the union that the move made. */
  readonly version: number;
  readonly fromPath: string;
  readonly toPath: string;
}

/**
 * Gives all rows below a union that moves the path that they have now. Moves may be heard in any order and more than once: of each union the latest
 * parent is kept, and the rows that the move tells of get the path that follows from all that is known. What is written later with an old path gets
 * the present one by the trigger of its column, so nothing is missed while acts run at once.
 */
export async function carryAlong(db: EntityManager, { follows }: KeptPaths, move: Move): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(${MOVES_LOCK})`);
  const { version, fromPath, toPath } = move;
  // Of what is above, more may have moved by now than the union's own service knew when it told this.
  const [place] = await rows<{ known: string }>(db, sql`select present_path(${fromPath}) as known`);
  const parentPath = toPath.slice(0, -nameOf(toPath).length - 1);
  await rows(
    db,
    sql`insert into moved_union as m (union_id, parent_path, seen_version) values (${nameOf(toPath)}, ${parentPath}, ${version})
    on conflict (union_id) do update set parent_path = excluded.parent_path, seen_version = excluded.seen_version
    where m.seen_version < excluded.seen_version`,
  );
  for (const named of follows) {
    const [table, column] = named.split('.');
    // The trigger of the column writes the present path.
    await db.query(`update "${table}" set "${column}" = "${column}" where "${column}" ^@ $1 or "${column}" ^@ $2`, [
      fromPath,
      place?.known,
    ]);
  }
}

/** The last name in a path: the union's id, or the code of a district's federation. */
const nameOf = (path: string): string => path.split('/').at(-2) as string;

/** Takes along what a service keeps at places of the union tree when a union moves (ORG-INV-4): organisation tells of the union alone. */
export const followMoves = (kept: KeptPaths): EventHandler =>
  handle(unionMoved, ({ db }, { aggregateversion, data: { fromPath, toPath } }) =>
    carryAlong(db, kept, { version: aggregateversion, fromPath, toPath }),
  );
