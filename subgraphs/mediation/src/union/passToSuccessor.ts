import { unionDissolved } from '@union-graph/events';
import { civilDay, handle, rows, type Successor, sql, successorOf, type Tx } from '@union-graph/subgraph';

/**
 * What a union bargains about, and its contracts that still run, pass to the union that it was merged into, else to the one above it: somebody speaks
 * for the workers to the end, and the employers' next rounds are not held up by one that nobody can go on with. What is over stays the ended union's.
 */
export const passToSuccessor = handle(unionDissolved, async (tx, { subject, data: { scopePath, mergedIntoId } }) => {
  const successor = await successorOf(tx, { scopePath, mergedIntoId }, { ofDissolved: 'ABOVE' });
  if (successor) await pass(tx, subject, successor);
});

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
