import { assertTransition, columns, getForUpdate, Refusal, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { troupePolicy } from '../troupe/policy.ts';
import { Performance } from './Performance.ts';
import { writeReport } from './reportPerformance.ts';
import { PERFORMANCE_TRANSITIONS, performanceStatusAt } from './rules.ts';

/** Has a performance that is to come, of a troupe that the viewer leads, meet a request; one performance meets one request. */
export async function attachPerformance(tx: Tx, performanceId: string, requestId: string): Promise<Performance> {
  const field = 'performanceId';
  const performance = await getForUpdate(tx, Performance, performanceId, { what: 'performance', visible: () => true });
  troupePolicy.authorise(tx.viewer, 'lead', performance);
  const status = performanceStatusAt(performance, tx.now);
  if (status !== 'PLANNED' && status !== 'CAST_CONFIRMED')
    throw new Refusal('INVALID_TRANSITION', `The performance is ${status}; name one that is to come.`, { field });
  refuseIf(performance.start <= tx.now, 'INVALID_TRANSITION', 'The performance has begun; name one that is to come.', { field });
  refuseIf(performance.requestId !== null, 'DUPLICATE', 'The performance meets another request already.', { field });
  return updateRow(tx.db, Performance, performance, { requestId });
}

/** Reports the performance that met a request, by how many came, where nobody reported it before. */
export async function reportPerformanceOf(tx: Tx, requestId: string, audience: number): Promise<void> {
  const performance = await lockPerformanceOf(tx, requestId);
  if (performance && performance.status !== 'REPORTED') await writeReport(tx, performance, { audience, report: null });
}

/** Calls off the performance that was to meet a request; its members are free at that time. */
export async function endPerformanceOf(tx: Tx, requestId: string, reason: string): Promise<void> {
  const performance = await lockPerformanceOf(tx, requestId);
  if (!performance) return;
  assertTransition(PERFORMANCE_TRANSITIONS, 'performance', performanceStatusAt(performance, tx.now), 'CANCELLED');
  await updateRow(tx.db, Performance, performance, { status: 'CANCELLED', cancelReason: reason });
}

async function lockPerformanceOf(tx: Tx, requestId: string): Promise<Performance | null> {
  const [found] = await rows<Performance>(
    tx.db,
    sql`select ${columns(Performance, 'p')} from performance p where p.request_id = ${requestId} and p.status <> 'CANCELLED' for update`,
  );
  return found ?? null;
}
