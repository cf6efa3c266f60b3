import { addDays, type Calendar, minutesAfter, startOfDay } from '@union-graph/subgraph';
import { type Hours, minutesOf, type Span, weekdayOf } from '../slot/rules.ts';

export type GroupStatus = 'ACTIVE' | 'WITHOUT_LEADER';

/** A recurrence as it is asked for. */
export interface Recurrence {
  readonly weekday: number;
  readonly start: string;
  readonly end: string;
  readonly from: string;
  readonly until: string;
  readonly exceptions: readonly string[];
}

export interface Skipped {
  readonly on: string;
  readonly reason: 'EXCEPTION' | 'HOLIDAY' | 'CLOSED';
}

export const spanOn = (day: string, start: string, end: string): Span => ({
  start: minutesAfter(startOfDay(day), minutesOf(start)),
  end: minutesAfter(startOfDay(day), minutesOf(end)),
});

/** The days of a recurrence: those of its weekday from the first to the last, without exceptions and public holidays, which are told apart. */
export function daysOf(
  { weekday, from, until, exceptions }: Recurrence,
  calendar: Calendar,
): { days: string[]; skipped: Skipped[] } {
  const days: string[] = [];
  const skipped: Skipped[] = [];
  const first = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  for (let day = first; day <= until; day = addDays(day, 7)) {
    if (exceptions.includes(day)) skipped.push({ on: day, reason: 'EXCEPTION' });
    else if (calendar.get(day) === false) skipped.push({ on: day, reason: 'HOLIDAY' });
    else days.push(day);
  }
  return { days, skipped };
}

/** How many minutes of a time of the day lie in the prime hours of a facility: from an hour of the evening until it closes. */
export function primeMinutes(
  { opens, closes }: Hours,
  { start, end }: { start: string; end: string },
  primeFrom: number,
): number {
  const from = Math.max(minutesOf(opens), minutesOf(start), primeFrom);
  return Math.max(0, Math.min(minutesOf(closes), minutesOf(end)) - from);
}

/** Whether groups would have more of a day's prime hours than their share (VEN-INV-8). */
export const isTooMuch = (prime: { all: number; had: number; asked: number }, shareBp: number): boolean =>
  prime.asked > 0 && (prime.had + prime.asked) * 10_000 > prime.all * shareBp;
