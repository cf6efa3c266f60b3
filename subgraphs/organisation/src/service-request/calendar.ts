import { civilDay, endOfDay, type Length, lastDayOf, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { RequestDifficulty } from '../schema.gen.ts';

/** When the limit to answer a request ends that begins at an instant: with its last day (2.1.3). Until its difficulty is known, it is a simple one. */
export const limitFrom = async (tx: Tx, start: Date, difficulty: RequestDifficulty): Promise<Date> =>
  endOfDay(await lastDayOf(tx.db, civilDay(start), timeToAnswer(tx, difficulty)));

function timeToAnswer(tx: Tx, difficulty: RequestDifficulty): Length {
  if (difficulty === 'SIMPLE') return { workingDays: tx.number(numbers.SIMPLE_WORKING_DAYS) };
  if (difficulty === 'COMMON') return { workingDays: tx.number(numbers.COMMON_WORKING_DAYS) };
  return { workingDays: tx.number(numbers.HARD_WORKING_DAYS) };
}
