import { empty, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';

/** The days of death of those who have died, by their ids. `members` is a statement of member ids; with `for share` their records are locked. */
export async function daysOfDeath(db: EntityManager, members: Sql, lock?: 'for share'): Promise<Map<string, string>> {
  const known = await rows<{ id: string; diedOn: string | null }>(
    db,
    sql`select i.member_id as id, i.died_on as "diedOn" from member_identity i where i.member_id in (${members})
      order by i.member_id ${lock ? raw(lock) : empty}`,
  );
  return new Map(known.flatMap(({ id, diedOn }) => (diedOn === null ? [] : [[id, diedOn] as const])));
}
