import { performanceReported } from '@union-graph/events';
import { assertTransition, checkedNumber, checkedOpenText, type Tx, updateRow } from '@union-graph/subgraph';
import type { CancelPerformanceInput, ReportPerformanceInput } from '../schema.gen.ts';
import { getPerformance } from './getPerformance.ts';
import { Performance } from './Performance.ts';
import { endRequest, lockRequestOf } from './request.ts';
import { PERFORMANCE_TRANSITIONS, performanceStatusAt } from './rules.ts';

const LARGEST_AUDIENCE = 1_000_000;

/** Reports how many people came to a performance that took place (2.4.2). */
export async function reportPerformance(tx: Tx, input: ReportPerformanceInput): Promise<{ performance: Performance }> {
  const before = await getPerformance(tx, input);
  const audience = checkedNumber(input.audience, 'audience', [0, LARGEST_AUDIENCE]);
  const report = input.report == null ? null : checkedOpenText(input.report, 'report', 1_000);
  return { performance: await writeReport(tx, before, { audience, report }) };
}

/** Calls off a performance that is to come; what a union asked for ends with it, and its members are free at that time. */
export async function cancelPerformance(tx: Tx, input: CancelPerformanceInput): Promise<{ performance: Performance }> {
  const request = await lockRequestOf(tx, input.performanceId);
  const before = await getPerformance(tx, input);
  assertTransition(PERFORMANCE_TRANSITIONS, 'performance', performanceStatusAt(before, tx.now), 'CANCELLED');
  const cancelReason = checkedOpenText(input.reason, 'reason', 1_000);
  const performance = await updateRow(tx.db, Performance, before, { status: 'CANCELLED', cancelReason });
  if (request) await endRequest(tx, request, cancelReason);
  return { performance };
}

/** Writes the report of a performance and tells of it; `INVALID_TRANSITION` unless it took place and was not reported. */
export async function writeReport(
  tx: Tx,
  before: Performance,
  { audience, report }: { readonly audience: number; readonly report: string | null },
): Promise<Performance> {
  assertTransition(PERFORMANCE_TRANSITIONS, 'performance', performanceStatusAt(before, tx.now), 'REPORTED');
  const performance = await updateRow(tx.db, Performance, before, { status: 'REPORTED', audience, report, reportedAt: tx.now });
  const { id, version, teamId, requestId, scopePath } = performance;
  await tx.publish(performanceReported, { id, version }, { teamId, requestId, scopePath, audience });
  return performance;
}
