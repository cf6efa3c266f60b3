import { addDays, civilDayOf } from '../clock.ts';

interface Moved {
  readonly day: string;
  /** Whether the month has the day of the month that was asked for. */
  readonly isLikeDay: boolean;
}

/** The like day some months later or earlier; the last of the month where it has no such day. */
function likeDay(day: string, months: number): Moved {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months + 1, 0);
  const [date, daysInMonth] = [Number(day.slice(8)), first.getUTCDate()];
  first.setUTCDate(Math.min(date, daysInMonth));
  return { day: civilDayOf(first), isLikeDay: date <= daysInMonth };
}

/**
 * A civil day moved by whole months: the like day, or the last of a month that has no such day (31 January and a month: 28 February). At most the
 * first or last day that can be written.
 */
export const addMonths = (day: string, months: number): string => likeDay(day, months).day;

/**
 * The last day of a term of so many months whose first day is `from` (Civil Code 202): the day before the like day, or the last of a month that
 * has no like day (one month from 31 January: 28 February; from 1 March: 31 March).
 */
export function lastDayOfTerm(from: string, months: number): string {
  const { day, isLikeDay } = likeDay(from, months);
  return isLikeDay ? addDays(day, -1) : day;
}
