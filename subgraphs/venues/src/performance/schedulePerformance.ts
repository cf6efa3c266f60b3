import { assertTransition, checkedOpenText, insertRow, newId, type Tx, updateRow } from '@union-graph/subgraph';
import { assertTime } from '../outreach/rules.ts';
import { numbers } from '../rule/numbers.ts';
import type { ConfirmCastInput, SchedulePerformanceInput } from '../schema.gen.ts';
import { getTeam } from '../troupe/getTeam.ts';
import { nameCast } from './cast.ts';
import { getPerformance, lockTeamOf } from './getPerformance.ts';
import { Performance } from './Performance.ts';
import { assertToCome, PERFORMANCE_TRANSITIONS, performanceStatusAt } from './rules.ts';

/** Plans a performance of a team, with its cast where it is known; a team is in one performance at a time, and so is everybody (VEN-INV-7). */
export async function schedulePerformance(tx: Tx, input: SchedulePerformanceInput): Promise<{ performance: Performance }> {
  const { team, troupe } = await getTeam(tx, input.teamId);
  assertTime(input, tx.now, tx.number(numbers.OUTREACH_DAYS_AHEAD));
  const hasCast = input.castIds != null;
  const performance = await insertRow(tx.db, Performance, {
    id: newId(),
    teamId: team.id,
    start: input.start,
    end: input.end,
    place: checkedOpenText(input.place, 'place', 200),
    requestId: null,
    status: hasCast ? 'CAST_CONFIRMED' : 'PLANNED',
    audience: null,
    report: null,
    reportedAt: null,
    cancelReason: null,
    plannedAt: tx.now,
    scopePath: troupe.scopePath,
    version: 1,
  });
  if (input.castIds) await nameCast(tx, performance, input.castIds);
  return { performance };
}

/** Names the cast of a planned performance, or another cast until it begins (2.4.2): who has left the team is replaced by this. */
export async function confirmCast(tx: Tx, input: ConfirmCastInput): Promise<{ performance: Performance }> {
  await lockTeamOf(tx, input.performanceId);
  const before = await getPerformance(tx, input);
  assertTransition(PERFORMANCE_TRANSITIONS, 'performance', performanceStatusAt(before, tx.now), 'CAST_CONFIRMED');
  if (before.status === 'CAST_CONFIRMED') assertToCome(before, tx.now);
  const performance = await updateRow(tx.db, Performance, before, { status: 'CAST_CONFIRMED' });
  await nameCast(tx, performance, input.castIds);
  return { performance };
}
