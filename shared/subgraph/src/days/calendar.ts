import type { EntityManager } from 'typeorm';
import { addDays } from '../clock.ts';
import { rows, sql } from '../database/rows.ts';
import type { Batch } from '../graph/loaders.ts';

/** The days that differ from the regular week: true for a worked Saturday or Sunday, false for a holiday. */
export type Calendar = ReadonlyMap<string, boolean>;

/** Whether a civil day is a working day: by the calendar, otherwise Monday to Friday. */
export const isWorkingDay = (calendar: Calendar, day: string): boolean =>
  calendar.get(day) ?? ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The last day of a period that would end on `day`: the next working day if `day` is a day off (Civil Code 203). */
export const rolledDay = (calendar: Calendar, day: string): string =>
  isWorkingDay(calendar, day) ? day : rolledDay(calendar, addDays(day, 1));

/** Reads the calendar from the database of the subgraph. */
export async function readCalendar(db: EntityManager): Promise<Calendar> {
  const listed = await rows<{ day: string; working: boolean }>(db, sql`select d.day, d.working from calendar_day d`);
  return new Map(listed.map(({ day, working }) => [day, working]));
}

/** The calendar, read once a request; its only key is `all`. */
export const calendar: Batch<'all', Calendar> = async ({ db }, keys) => {
  const read = await readCalendar(db);
  return keys.map(() => read);
};
