import { civilDay, minutesBetween, Refusal, rows, sql, startOfDay, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { Offer } from '../slot/offer.ts';
import { closesNextDay, type Hours, type Span, weekdayOf } from '../slot/rules.ts';
import { isTooMuch, primeMinutes } from './rules.ts';

/** Throws `QUOTA_EXCEEDED` where groups would have more than their share of a day's prime hours (VEN-INV-8). The facility must be locked. */
export async function assertPrimeShare(tx: Tx, { facility, openingHours }: Offer, times: readonly Span[]): Promise<void> {
  const [primeFrom, shareBp] = [tx.number(numbers.PRIME_FROM_MINUTES), tx.number(numbers.GROUP_PRIME_BP)];
  const had = await rows<Span & { day: string }>(
    tx.db,
    sql`select b.day, b.start_at as start, b.end_at as end from booking b
    where b.facility_id = ${facility.id} and b.day = any(${times.map(({ start }) => civilDay(start))}::date[])
      and b.recurring_id is not null and b.status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW')
      and not (b.leaderless and b.end_at <= ${tx.now})`,
  );
  for (const span of times) {
    const day = civilDay(span.start);
    const hours = eveningOf(openingHours, day);
    const minutes = (one: Span) => primeMinutes(hours, { start: timeOf(one.start, day), end: timeOf(one.end, day) }, primeFrom);
    const all = primeMinutes(hours, { start: hours.opens, end: hours.closes }, primeFrom);
    const used = had.filter((one) => one.day === day).reduce((sum, one) => sum + minutes(one), 0);
    if (!isTooMuch({ all, had: used, asked: minutes(span) }, shareBp)) continue;
    throw new Refusal(
      'QUOTA_EXCEEDED',
      `Groups may have ${shareBp / 100} % of the ${all} prime minutes of ${day}, and have ${used} of them. Choose an earlier time.`,
      { rule: 'VEN-INV-8', field: 'start' },
    );
  }
}

/** The hours of a day until it ends: after midnight no hour is a prime one. */
function eveningOf(openingHours: readonly Hours[], day: string): Hours {
  const weekday = weekdayOf(day);
  const hours = openingHours.find((entry) => entry.weekday === weekday) ?? { weekday, opens: '24:00', closes: '24:00' };
  return closesNextDay(hours) ? { ...hours, closes: '24:00' } : hours;
}

/** The time of an instant on a civil day, `24:00` for its end. */
function timeOf(instant: Date, day: string): string {
  const minutes = minutesBetween(startOfDay(day), instant);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
