import { getForUpdate, isId, rows, sql, type Tx } from '@union-graph/subgraph';
import { troupePolicy } from '../troupe/policy.ts';
import { Performance } from './Performance.ts';

interface PerformanceInput {
  readonly performanceId: string;
  readonly expectedVersion: number;
}

/** A performance, locked, of a troupe that the viewer leads. Performances are public: `NOT_FOUND` for an id without a row, `FORBIDDEN` for others. */
export async function getPerformance(tx: Tx, { performanceId, expectedVersion }: PerformanceInput): Promise<Performance> {
  const performance = await getForUpdate(tx, Performance, performanceId, {
    what: 'performance',
    visible: () => true,
    expectedVersion,
  });
  troupePolicy.authorise(tx.viewer, 'lead', performance);
  return performance;
}

/** Locks the team of a performance, before the performance: its performances move one after the other, and nobody leaves it while its cast is named. */
export async function lockTeamOf({ db }: Tx, performanceId: string): Promise<void> {
  if (!isId(performanceId)) return;
  await rows(
    db,
    sql`select t.id from troupe_team t where t.id = (select p.team_id from performance p where p.id = ${performanceId}) for update`,
  );
}
