import { DISTRICT_CODES } from '@union-graph/schema';
import { civilDay, startOfDay } from './clock.ts';
import { addMonths } from './days/months.ts';
import { Refusal } from './refusal.ts';

/** Nothing that is recorded here happened before: the day on which the People's Republic was founded. An action that knows more says so. */
const FIRST_DAY = '1949-10-01';
/** Nothing that is recorded here is planned further ahead, in years: no grant, term, offer or agreement of a union lasts longer. */
const YEARS_AHEAD = 20;
/** The fields that say when an employment ends: it may last a whole working life, in years. */
const YEARS_AHEAD_OF: Readonly<Record<string, number>> = { contractTo: 50, employedTo: 50 };
/** How far ahead dated data is set, in months, where its act does not allow less (C-21). */
const MONTHS_AHEAD_OF_DATA = 120;
/** A trillion yuan: more than all funds of the city, and far from where 64 bits end when amounts are summed. */
const MOST_FEN = 100_000_000_000_000n;

/**
 * A civil day of a change; `BAD_USER_INPUT` for one that nobody can mean, such as the year 1 or 9999: before 1 October 1949, more than 20 years
 * ahead, or 50 where the field says when an employment ends.
 */
export function checkedDay(day: string, field: string, now: Date): string {
  const last = addMonths(
    civilDay(now),
    12 * (Object.hasOwn(YEARS_AHEAD_OF, field) ? (YEARS_AHEAD_OF[field] as number) : YEARS_AHEAD),
  );
  if (day >= FIRST_DAY && day <= last) return day;
  throw new Refusal('BAD_USER_INPUT', `"${field}" is a day from ${FIRST_DAY} to ${last}; got ${day}.`, { field });
}

/** A span of civil days; `BAD_USER_INPUT` for one that ends before it begins. */
export function checkedPeriod<Period extends { readonly from: string; readonly to: string }>(period: Period): Period {
  const { from, to } = period;
  if (from <= to) return period;
  throw new Refusal('BAD_USER_INPUT', `The period ends on ${to}, before it begins on ${from}. Swap the two days.`, {
    field: 'to',
  });
}

/** Nobody has become older: the oldest person whose age is proven was 122. */
const OLDEST_YEARS = 125;

/** A day of birth in a change; `BAD_USER_INPUT` for one of the future, and for one that nobody who lives can have. */
export function checkedBirth(day: string, field: string, now: Date): string {
  const today = civilDay(now);
  const first = addMonths(today, -12 * OLDEST_YEARS);
  if (day >= first && day <= today) return day;
  throw new Refusal('BAD_USER_INPUT', `"${field}" is a day of birth, from ${first} to ${today}; got ${day}.`, { field });
}

/** An instant of a change, within the days of {@link checkedDay}. */
export function checkedInstant(instant: Date, field: string, now: Date): Date {
  if (instant >= startOfDay(FIRST_DAY)) checkedDay(civilDay(instant), field, now);
  else checkedDay(instant.toISOString().slice(0, 10), field, now);
  return instant;
}

/** Nobody who works, or has worked of late, began longer ago: from sixteen, the age from which one may work, to far beyond any pension. */
const YEARS_OF_WORK = 60;

/**
 * A civil day in somebody's working life, where no year of birth is known here that would tell more. `BAD_USER_INPUT` for one that nobody who
 * works now can mean.
 */
export function checkedDayOfWork(day: string, field: string, today: string): string {
  const first = addMonths(today, -12 * YEARS_OF_WORK);
  if (day >= first) return day;
  throw new Refusal(
    'BAD_USER_INPUT',
    `"${field}" is a day of the working life of somebody who works now: from ${first} on; got ${day}.`,
    { field },
  );
}

/**
 * The first day from which dated data holds (C-21), such as a number of a rule: a day to come, at most so many months ahead. `VALIDATION_FAILED`
 * for another one.
 */
export function checkedFirstDay(day: string, field: string, today: string, monthsAhead = MONTHS_AHEAD_OF_DATA): string {
  const last = addMonths(today, monthsAhead);
  if (day > today && day <= last) return day;
  throw new Refusal('VALIDATION_FAILED', `"${field}" is a day to come, until ${last} at the latest; got ${day}.`, {
    rule: 'C-21',
    field,
  });
}

/** Money of a change; `BAD_USER_INPUT` for more than there is. */
export function checkedFen(fen: bigint, field: string): bigint {
  if (fen <= MOST_FEN) return fen;
  throw new Refusal('BAD_USER_INPUT', `"${field}" is at most ${MOST_FEN} fen; got ${fen}.`, { field });
}

/** Whether a code is that of a district. */
export const isDistrict = (code: string): boolean => DISTRICT_CODES.has(code);

/** A district of a change; `BAD_USER_INPUT` for a code that is none's: no service but organisation has the rows of districts. */
export function checkedDistrict(code: string, field: string): string {
  if (isDistrict(code)) return code;
  throw new Refusal('BAD_USER_INPUT', `There is no district "${code}".`, { field });
}
