import type { EntityManager } from 'typeorm';
import { addDays } from '../clock.ts';
import { rows, sql } from '../database/rows.ts';
import type { Batch } from '../graph/loaders.ts';

/** The days that break the week: true for a worked Saturday or Sunday, false for a holiday. */
export type Calendar = ReadonlyMap<string, boolean>;

/** Whether a civil day is worked: as the calendar says, else Monday to Friday. */
export const isWorkingDay = (calendar: Calendar, day: string): boolean =>
  calendar.get(day) ?? ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The last day of a period that would end on `day`: the next working day when that one is a day off (Civil Code 203). */
export const rolledDay = (calendar: Calendar, day: string): string =>
  isWorkingDay(calendar, day) ? day : rolledDay(calendar, addDays(day, 1));

/** The days that break the week, as this database keeps them. */
export async function readCalendar(db: EntityManager): Promise<Calendar> {
  const listed = await rows<{ day: string; working: boolean }>(db, sql`select d.day, d.working from calendar_day d`);
  return new Map(listed.map(({ day, working }) => [day, working]));
}

/** The calendar, read once a request; its only key is `all`. */
export const calendar: Batch<'all', Calendar> = async ({ db }, keys) => {
  const read = await readCalendar(db);
  return keys.map(() => read);
};
