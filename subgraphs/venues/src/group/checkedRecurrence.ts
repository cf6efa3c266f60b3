import { addDays, checkedNumber, civilDay, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { BookRecurringInput } from '../schema.gen.ts';
import { minutesOf, weekdayOf } from '../slot/rules.ts';
import type { Recurrence } from './rules.ts';

const MOST_EXCEPTIONS = 100;

/** A recurrence that a client asks for; `BAD_USER_INPUT` unless it is on whole slots, begins today or later, has an end within bounds, and leaves out days of its own alone. */
export function checkedRecurrence(tx: Tx, input: BookRecurringInput, slotMinutes: number): Recurrence {
  const bad = (message: string, field: string) => new Refusal('BAD_USER_INPUT', message, { field });
  const today = civilDay(tx.now);
  const { start, end, until } = input;
  const from = input.from ?? today;
  const exceptions = input.exceptions ?? [];
  checkedNumber(input.weekday, 'weekday', [1, 7]);
  if (!isTime(start)) throw bad('Times are written as "18:00".', 'start');
  if (!isTime(end) && end !== '24:00') throw bad('Times are written as "20:00"; the end may be "24:00".', 'end');
  if (end <= start) throw bad('The end must lie after the start, on the same day.', 'end');
  for (const [field, time] of [
    ['start', start],
    ['end', end],
  ] as const)
    if (minutesOf(time) % slotMinutes !== 0)
      throw bad(`Times lie on whole slots of ${slotMinutes} minutes, counted from midnight.`, field);
  if (from < today) throw bad('The first day cannot lie in the past.', 'from');
  const days = tx.number(numbers.RECURRING_DAYS);
  if (from > addDays(today, days)) throw bad(`The first day lies ${days} days ahead at most.`, 'from');
  if (until < from || until > addDays(from, days))
    throw bad(`The last day must not lie before the first, nor more than ${days} days after it.`, 'until');
  checkedNumber(exceptions.length, 'exceptions', [0, MOST_EXCEPTIONS]);
  const recurrence = { weekday: input.weekday, start, end, from, until, exceptions };
  refuseOtherDays(recurrence);
  return recurrence;
}

/** Refuses exceptions on which the group would not come anyhow: whoever names one means another day, which would be booked and paid for. */
function refuseOtherDays({ exceptions, from, until, weekday }: Recurrence): void {
  const others = exceptions.filter((day) => day < from || day > until || weekdayOf(day) !== weekday);
  refuseIf(
    others.length > 0,
    'BAD_USER_INPUT',
    `Exceptions are days of the weekday ${weekday} from ${from} to ${until}; these are not: ${others.join(', ')}.`,
    { field: 'exceptions' },
  );
}

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
