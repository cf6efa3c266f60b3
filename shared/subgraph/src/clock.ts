import { scalars } from '@union-graph/schema';
import { Refusal } from './refusal.ts';

/**
 * The time of a request: the real one, or the one that `x-test-now` names where test clocks are allowed. Everywhere else
 * the header is refused, so that nobody can talk a deadline away.
 */
export function clockOf(header: string | undefined, allowed: boolean): Date {
  if (header === undefined) return new Date();
  if (!allowed)
    throw new Refusal('BAD_USER_INPUT', 'The header "x-test-now" is accepted on test systems only.', { field: 'x-test-now' });
  try {
    return scalars.DateTime?.parseValue(header) as Date;
  } catch {
    throw new Refusal('BAD_USER_INPUT', 'The header "x-test-now" must be an RFC 3339 instant.', { field: 'x-test-now' });
  }
}

/** The milliseconds of a minute. */
export const MINUTE_MS = 60_000;

/** The instant some minutes after another. */
export const minutesAfter = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE_MS);

/** The minutes from one instant to another. */
export const minutesBetween = (start: Date, end: Date): number => (end.getTime() - start.getTime()) / MINUTE_MS;

const CIVIL = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });

// Days begin on the hour. Most ask for the same one over and over, and formatting takes long.
const HOUR_MS = 3_600_000;
let known = { hour: Number.NaN, day: '' };

/** The civil day in Beijing at an instant, `YYYY-MM-DD`; the last day that can be written for an instant after it. */
export function civilDay(instant: Date): string {
  const hour = Math.floor(instant.getTime() / HOUR_MS);
  if (known.hour !== hour) known = { hour, day: dayOf(instant) };
  return known.day;
}

/** From this day on Beijing is eight hours ahead of UTC all year long; before, it had summer times. Arithmetic is ten times as fast as `Intl`. */
const WITHOUT_SUMMER_TIME = Date.UTC(1992, 0, 1);

const dayOf = (instant: Date): string =>
  instant.getTime() < WITHOUT_SUMMER_TIME
    ? writtenDay(CIVIL.format(instant))
    : civilDayOf(new Date(instant.getTime() + 8 * HOUR_MS));

/** `Intl` writes the year 1 as "1", and a last evening of 9999 in UTC is a morning of 10000 in Beijing. */
const writtenDay = (day: string): string => (day.length > LAST_DAY.length ? LAST_DAY : day.padStart(LAST_DAY.length, '0'));

/** A question may be about any day that can be written; what is computed from it stays within these, as no other can be written or stored. */
const [FIRST_DAY, LAST_DAY] = ['0001-01-01', '9999-12-31'];

/**
 * The instant at which a civil day begins in Beijing (UTC+8, no daylight saving). The first day of all begins with its year in UTC: eight hours
 * earlier lies a year that has no number.
 */
export const startOfDay = (day: string): Date => new Date(day === FIRST_DAY ? `${day}T00:00:00Z` : `${day}T00:00:00+08:00`);

/** A civil day moved by whole days, at most to the first or last day that can be written. */
export function addDays(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return civilDayOf(moved);
}

/** The civil day that begins at a midnight in UTC, or the first or last day that can be written. */
export function civilDayOf(midnight: Date): string {
  const year = midnight.getUTCFullYear();
  if (year < 1) return FIRST_DAY;
  return year > 9999 ? LAST_DAY : midnight.toISOString().slice(0, 10);
}
