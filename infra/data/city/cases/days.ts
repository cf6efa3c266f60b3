import { addDays, HOLIDAYS, rolledDay } from '@union-graph/subgraph';

/** The days that differ from the regular week, as every service has them in its calendar. */
const CALENDAR: ReadonlyMap<string, boolean> = new Map(
  HOLIDAYS.flatMap(([, from, to, worked]) => [
    ...daysOf(from, to).map((day) => [day, false] as const),
    ...worked.map((day) => [day, true] as const),
  ]),
);

function daysOf(from: string, to: string): string[] {
  const days = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

const worked = new Map<string, string>();

/** The day itself, or the next one that is worked. */
export function workedDay(day: string): string {
  const known = worked.get(day);
  if (known) return known;
  const found = rolledDay(CALENDAR, day);
  worked.set(day, found);
  return found;
}

/** A worked day so many days after another. */
export const workedAfter = (day: string, days: number): string => workedDay(addDays(day, days));

/** A time of a day in Beijing: so many minutes after nine. */
export function atNine(day: string, minutes = 60): string {
  const hour = String(9 + Math.floor(minutes / 60)).padStart(2, '0');
  return `${day}T${hour}:${String(minutes % 60).padStart(2, '0')}:00+08:00`;
}

export const earlier = (one: string, other: string): string => (one < other ? one : other);

/** The last day of the month that lies so many months before the month of a day. */
export function monthEnd(day: string, monthsBefore: number): string {
  const date = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - monthsBefore, 0));
  return date.toISOString().slice(0, 10);
}

/** The first day of the month that lies so many months before the month of a day. */
export const monthStart = (day: string, monthsBefore: number): string => addDays(monthEnd(day, monthsBefore + 1), 1);
