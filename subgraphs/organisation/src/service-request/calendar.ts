import { addDays, civilDay, lastDayOf, startOfDay, type Tx } from '@union-graph/subgraph';
import type { RequestDifficulty } from '../schema.gen.ts';
import { TIME_TO_RESOLVE } from './rules.ts';

/** When the limit to answer a request ends that begins at an instant: with its last day (2.1.3). Until its difficulty is known, it is a simple one. */
export const limitFrom = async ({ db }: Tx, start: Date, difficulty: RequestDifficulty): Promise<Date> =>
  startOfDay(addDays(await lastDayOf(db, civilDay(start), TIME_TO_RESOLVE[difficulty]), 1));
