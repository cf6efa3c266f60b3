import { getForUpdate, type Tx } from '@union-graph/subgraph';
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
