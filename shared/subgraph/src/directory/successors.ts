import { rows, sql } from '../database/rows.ts';
import type { Tx } from '../transaction.ts';

/** The union that takes the place of one that has ended. */
export interface Successor {
  readonly unionId: string;
  /** Null while organisation has not told of it. */
  readonly scopePath: string | null;
}

/** A union that has ended. */
interface Ended {
  readonly scopePath: string;
  /** The union that it was merged into; null for one that was dissolved. */
  readonly mergedIntoId: string | null;
}

/** Who takes the place of a union that was dissolved: the one above it, or nobody. */
interface Rule {
  readonly ofDissolved: 'ABOVE' | 'NOBODY';
}

/**
 * The union that works now in the place of one that has ended, by what the service keeps in `known_union`. Where the heir, or the union above, has ended as well, it is
 * the one that took its place, and so on. Undefined when no union that works is known. It stays as it is until the transaction ends.
 */
export async function successorOf(tx: Pick<Tx, 'db'>, ended: Ended, { ofDissolved }: Rule): Promise<Successor | undefined> {
  let [path, heirId] = [ended.scopePath, ended.mergedIntoId];
  for (const passed = new Set<string>(); ; ) {
    if (heirId === null && ofDissolved === 'NOBODY') return undefined;
    const known = await lockNext(tx, path, heirId);
    if (known === undefined) return heirId === null ? undefined : { unionId: heirId, scopePath: null };
    if (!known.hasEnded) return known;
    if (passed.has(known.unionId)) return undefined;
    passed.add(known.unionId);
    [path, heirId] = [known.scopePath, known.mergedIntoId];
  }
}

type Next = Ended & { readonly unionId: string; readonly hasEnded: boolean };

/** The heir, or the union above the path. Locked, so that a union that ends at the same moment waits, and then passes on what came to it. */
async function lockNext({ db }: Pick<Tx, 'db'>, endedPath: string, heirId: string | null): Promise<Next | undefined> {
  const abovePath = endedPath.replace(/[^/]+\/$/, '');
  const which = heirId === null ? sql`u.scope_path = ${abovePath}` : sql`u.union_id = ${heirId}::uuid`;
  const [known] = await rows<Next>(
    db,
    sql`select u.union_id as "unionId", u.scope_path as "scopePath", u.has_ended as "hasEnded", u.merged_into_id as "mergedIntoId"
    from known_union u where ${which} order by u.has_ended, u.seen_version limit 1 for share`,
  );
  return known;
}
