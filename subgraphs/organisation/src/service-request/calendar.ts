import { addDays, civilDay, rows, sql, startOfDay, type Tx } from '@union-graph/subgraph';
import type { RequestDifficulty } from '../schema.gen.ts';
import { WORKING_DAYS, workingDayAfter } from './rules.ts';

/** Enough civil days for thirty working days with any holidays in between. */
const LONGEST = 90;

/** When a limit that begins at an instant ends: with the last of its working days, by the table `calendar_day`. */
export async function limitFrom({ db }: Tx, start: Date, difficulty: RequestDifficulty): Promise<Date> {
  const day = civilDay(start);
  const known = await rows<{ day: string; working: boolean }>(
    db,
    sql`select c.day::text as day, c.working from calendar_day c where c.day between ${day}::date and ${addDays(day, LONGEST)}::date`,
  );
  const exceptions = new Map(known.map(({ day: one, working }) => [one, working]));
  return startOfDay(addDays(workingDayAfter(day, WORKING_DAYS[difficulty], exceptions), 1));
}
