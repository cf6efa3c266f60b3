import { rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { In } from 'typeorm';
import { Performance } from './Performance.ts';
import { PerformanceCast } from './PerformanceCast.ts';

/**
 * Takes somebody out of the casts of a team's performances that have not begun; one in which nobody is left needs a cast anew. The team must be
 * locked, so that those who leave at once are counted one after the other, and the membership, so that nobody names them meanwhile.
 */
export async function leaveCasts(
  tx: Tx,
  { teamId, performerId }: { readonly teamId: string; readonly performerId: string },
): Promise<void> {
  const found = await rows<{ id: string; isLast: boolean }>(
    tx.db,
    sql`select p.id, not exists (select from performance_cast o where o.performance_id = p.id and o.performer_id <> ${performerId}) as "isLast"
    from performance p where p.team_id = ${teamId} and p.status <> 'CANCELLED' and p.start_at > ${tx.now}
      and exists (select from performance_cast c where c.performance_id = p.id and c.performer_id = ${performerId})
    order by p.id for update of p`,
  );
  const performances = await tx.db.findBy(Performance, { id: In(found.map(({ id }) => id)) });
  for (const performance of performances) {
    const isLast = found.some(({ id, isLast: last }) => last && id === performance.id);
    await updateRow(tx.db, Performance, performance, isLast ? { status: 'PLANNED' } : {});
    await tx.db.delete(PerformanceCast, { performanceId: performance.id, performerId });
  }
}
