import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import { UnionStanding } from './UnionStanding.ts';

/** The union that works in the place of one that has ended; `NONE` where none does, `UNTOLD` while organisation has not told of the next one in the chain. */
export type Heir = UnionStanding | 'NONE' | 'UNTOLD';

/**
 * Follows the merges of a union that has ended to the one that works. It is locked, so that what it asks for at the same moment, and its own end, wait for
 * what passes to it.
 */
export async function heirOf(tx: Tx, ended: UnionStanding): Promise<Heir> {
  const passed = new Set([ended.unionId]);
  for (let { mergedIntoId } = ended; ; ) {
    if (mergedIntoId === null || passed.has(mergedIntoId)) return 'NONE';
    passed.add(mergedIntoId);
    const next = await lockUnion(tx, mergedIntoId);
    if (!next) return 'UNTOLD';
    if (!next.hasEnded) return next;
    mergedIntoId = next.mergedIntoId;
  }
}

async function lockUnion({ db }: Tx, id: string): Promise<UnionStanding | undefined> {
  const [known] = await rows<UnionStanding>(
    db,
    sql`select ${columns(UnionStanding, 'u')} from union_standing u where u.union_id = ${id}::uuid for no key update`,
  );
  return known;
}

/** A union that has ended, and who works in its place; null for one that works, and for one that is unknown. Its end waits until the transaction is over. */
export async function findEnded(tx: Tx, unionId: string | null): Promise<{ union: UnionStanding; heir: Heir } | null> {
  const [union] = await rows<UnionStanding>(
    tx.db,
    sql`select ${columns(UnionStanding, 'u')} from union_standing u where u.union_id = ${unionId}::uuid for share`,
  );
  return union?.hasEnded ? { union, heir: await heirOf(tx, union) } : null;
}

/** The unions that have ended and whose merges lead to this one, and itself if it has ended. */
export const endedBefore = ({ db }: Tx, unionId: string): Promise<UnionStanding[]> =>
  rows<UnionStanding>(
    db,
    sql`with recursive ended as (
        select u.union_id from union_standing u where u.union_id = ${unionId}::uuid
        union select u.union_id from union_standing u join ended e on u.merged_into_id = e.union_id)
      select ${columns(UnionStanding, 'u')} from union_standing u join ended using (union_id) where u.has_ended order by u.union_id`,
  );
