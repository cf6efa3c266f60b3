import type { EntityManager } from 'typeorm';
import { addDays, startOfDay } from '../clock.ts';
import { rows, type Sql, sql } from '../database/rows.ts';

/** How long a deadline is, the day on which it begins not counted. */
export type Length = { readonly days: number } | { readonly workingDays: number };

/**
 * The last day of a deadline that began on `start` (domain rule 2.0 «Days», Civil Code 201 to 203): so many working days, or so many calendar
 * days and on to the next working day when the last is a day off, by the database's `calendar_day`. Every deadline that is counted
 * in days goes through here, or through the database's `last_day` and `working_day_after` themselves.
 */
export async function lastDayOf(db: EntityManager, start: string, length: Length): Promise<string> {
  const [row] = await rows<{ day: string }>(db, sql`select ${lastDay(sql`${start}::date`, length)} as day`);
  return (row as { day: string }).day;
}

/** When a deadline ends, as an instant: with the last second of its last day in Beijing. It is over once the next day begins. */
export const endOfDay = (lastDay: string): Date => new Date(startOfDay(addDays(lastDay, 1)).getTime() - 1_000);

/** Last days of many deadlines in one statement, as {@link lastDayOf} gives them. */
export const lastDays = async (
  { db }: { readonly db: EntityManager },
  keys: readonly (Length & { readonly start: string })[],
): Promise<string[]> => {
  const found = await rows<{ day: string }>(
    db,
    sql`select case when key.working then working_day_after(key.start, key.length) else last_day(key.start, key.length) end as day
      from unnest(${keys.map(({ start }) => start)}::date[], ${keys.map(lengthOf)}::int[],
        ${keys.map((key) => 'workingDays' in key)}::bool[]) with ordinality as key(start, length, working, at) order by key.at`,
  );
  return found.map(({ day }) => day);
};

const lengthOf = (length: Length): number => ('days' in length ? length.days : length.workingDays);

const lastDay = (start: Sql, length: Length): Sql =>
  'days' in length ? sql`last_day(${start}, ${length.days}::int)` : sql`working_day_after(${start}, ${length.workingDays}::int)`;
