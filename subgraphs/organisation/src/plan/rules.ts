import { addDays } from '@union-graph/subgraph';
import type { IndicatorStatus } from '../schema.gen.ts';
import type { IndicatorMeasurement } from './IndicatorMeasurement.ts';
import type { Plan } from './Plan.ts';
import type { PlanIndicator } from './PlanIndicator.ts';

/** The whole in basis points. */
export const WHOLE_BP = 10_000;

type Target = Pick<PlanIndicator, 'unit' | 'targetBp' | 'targetCount'>;
type Value = Pick<IndicatorMeasurement, 'valueBp' | 'valueCount'>;

/** Where an indicator stands on a day of its plan; a rate is on track up to a tolerance below its target (ORG-INV-6). */
export function indicatorStatus(
  target: Target,
  value: Value | null,
  plan: Pick<Plan, 'from' | 'to'>,
  on: string,
  toleranceBp: number,
): IndicatorStatus {
  if (value === null) return 'NO_DATA';
  if (target.unit === 'RATE') {
    const missing = (target.targetBp ?? 0) - (value.valueBp ?? 0);
    if (missing <= 0) return 'MET';
    return missing <= toleranceBp ? 'ON_TRACK' : 'BEHIND';
  }
  const [start, end] = [`${plan.from}-01-01`, `${plan.to}-12-31`];
  if (target.unit === 'MILESTONE') {
    if (value.valueCount === 1) return 'MET';
    return on <= end ? 'ON_TRACK' : 'BEHIND';
  }
  const [count, wanted] = [value.valueCount ?? 0, target.targetCount ?? 0];
  if (count >= wanted) return 'MET';
  // On or above the straight line: count / wanted ≥ days gone / days of the plan, without fractions.
  return count * daysBetween(start, end) >= wanted * daysBetween(start, on) ? 'ON_TRACK' : 'BEHIND';
}

/** What is missing to the target, never below 0; null where the indicator has no such target or no value. */
export const gap = (target: number | null, value: number | null): number | null =>
  target === null || value === null ? null : Math.max(0, target - value);

/** A rate in basis points, rounded down, so that no target is met by rounding. */
export const rateBp = (numerator: number, denominator: number): number => Math.floor((numerator * WHOLE_BP) / denominator);

/** First and last day of a period: a year `2013`, a quarter `2013-Q3` or a month `2013-09`; null for anything else. */
export function daysOfPeriod(period: string): { from: string; to: string } | null {
  const found = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(period);
  // The day behind the last year that four digits can write has no form of its own.
  if (!found || found[1] === '9999') return null;
  const [, year, quarter, month] = found;
  if (quarter) return monthsFrom(Number(year), Number(quarter) * 3 - 2, 3);
  return month ? monthsFrom(Number(year), Number(month), 1) : monthsFrom(Number(year), 1, 12);
}

function monthsFrom(year: number, month: number, count: number): { from: string; to: string } {
  const next = month + count > 12 ? firstOf(year + 1, month + count - 12) : firstOf(year, month + count);
  return { from: firstOf(year, month), to: addDays(next, -1) };
}

const firstOf = (year: number, month: number): string => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
