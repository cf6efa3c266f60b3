import { checkedOpenText, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import { assertTime } from '../outreach/rules.ts';
import { numbers } from '../rule/numbers.ts';
import type { MovePerformanceInput } from '../schema.gen.ts';
import { lockCast } from './cast.ts';
import { getPerformance, lockTeamOf } from './getPerformance.ts';
import { Performance } from './Performance.ts';
import { lockRequestOf, moveRequest } from './request.ts';
import { assertToCome, performanceStatusAt } from './rules.ts';

/** Moves a performance that is to come to another time or place, with its cast; what a union asked for moves along, and the union is told. */
export async function movePerformance(tx: Tx, input: MovePerformanceInput): Promise<{ performance: Performance }> {
  const request = await lockRequestOf(tx, input.performanceId);
  await lockTeamOf(tx, input.performanceId);
  const before = await getPerformance(tx, input);
  const status = performanceStatusAt(before, tx.now);
  if (status !== 'PLANNED' && status !== 'CAST_CONFIRMED')
    throw new Refusal('INVALID_TRANSITION', `The performance is ${status}; only one that is to come is moved.`, {
      field: 'status',
    });
  assertToCome(before, tx.now);
  const { start, end } = input;
  assertTime({ start, end }, tx.now, tx.number(numbers.OUTREACH_DAYS_AHEAD));
  const place = input.place == null ? before.place : checkedOpenText(input.place, 'place', 200);
  await lockCast(tx, before.id);
  const performance = await updateRow(tx.db, Performance, before, { start, end, place });
  if (request) await moveRequest(tx, request, performance);
  return { performance };
}
