import { unionDissolved } from '@union-graph/events';
import { civilDay, handle, rows, sql, type Tx } from '@union-graph/subgraph';
import type { KnownUnion } from './KnownUnion.ts';

/** The union that takes the place of one that has ended. */
interface Successor {
  readonly unionId: string;
  /** Null while organisation has not told of it. */
  readonly scopePath: string | null;
}

/**
 * What a union bargains about, and its contracts that still run, pass to the union that it was merged into, else to the one above it: somebody speaks
 * for the workers to the end, and the employers' next rounds are not held up by one that nobody can go on with. What is over stays the ended union's.
 */
export const passToSuccessor = handle(unionDissolved, async (tx, { subject, data: { scopePath, mergedIntoId } }) => {
  const successor = await successorOf(tx, scopePath, mergedIntoId);
  if (successor) await pass(tx, subject, successor);
});

/**
 * The union that works now in the place of one that has ended. Where the heir, or the union above, has ended as well, it is
 * the one that took its place, and so on. Undefined when no union that works is known.
 */
async function successorOf(tx: Tx, endedPath: string, mergedIntoId: string | null): Promise<Successor | undefined> {
  let [path, heirId] = [endedPath, mergedIntoId];
  for (const passed = new Set<string>(); ; ) {
    const known = await lockNext(tx, path, heirId);
    if (known === undefined) return heirId === null ? undefined : { unionId: heirId, scopePath: null };
    if (!known.hasEnded) return known;
    if (passed.has(known.unionId)) return undefined;
    passed.add(known.unionId);
    [path, heirId] = [known.scopePath, known.mergedIntoId];
  }
}

type Next = Pick<KnownUnion, 'unionId' | 'scopePath' | 'hasEnded' | 'mergedIntoId'>;

/** The heir, or the union above the path. Locked, so that a union that ends at the same moment waits, and then passes on what came to it. */
async function lockNext({ db }: Tx, endedPath: string, heirId: string | null): Promise<Next | undefined> {
  const abovePath = endedPath.replace(/[^/]+\/$/, '');
  const which = heirId === null ? sql`u.scope_path = ${abovePath}` : sql`u.union_id = ${heirId}::uuid`;
  const [known] = await rows<Next>(
    db,
    sql`select u.union_id as "unionId", u.scope_path as "scopePath", u.has_ended as "hasEnded", u.merged_into_id as "mergedIntoId"
    from known_union u where ${which} order by u.has_ended, u.seen_version limit 1 for share`,
  );
  return known;
}

async function pass({ db, now }: Tx, endedId: string, { unionId, scopePath }: Successor): Promise<void> {
  const today = civilDay(now);
  // Rounds before contracts, as acts lock them.
  await rows(
    db,
    sql`update bargaining_round r set workers_side_id = ${unionId}::uuid, scope_path = coalesce(${scopePath}, r.scope_path), version = r.version + 1
      where r.workers_side_id = ${endedId}::uuid and r.status <> 'REFUSED' and not exists (
        select from collective_contract c where c.round_id = r.id and c.filed_on is not null and c.objected_on is null and c.term_to < ${today}::date)`,
  );
  await rows(
    db,
    sql`update collective_contract c set workers_side_id = ${unionId}::uuid, scope_path = coalesce(${scopePath}, c.scope_path), version = c.version + 1
      where c.workers_side_id = ${endedId}::uuid and c.objected_on is null and c.lapsed_on is null and c.term_to >= ${today}::date`,
  );
}
