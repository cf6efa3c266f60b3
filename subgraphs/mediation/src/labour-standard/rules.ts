import { addDays } from '@union-graph/subgraph';
import type { LabourStandard } from './LabourStandard.ts';

/** The monthly minimum wage in fen on a day; zero before the first that is known. */
export function monthlyMinimumOn(standards: readonly LabourStandard[], day: string): bigint {
  const held = standards.filter(({ kind, effectiveFrom }) => kind === 'MINIMUM_WAGE_MONTH' && effectiveFrom <= day);
  return (
    held.reduce<LabourStandard | null>((latest, one) => (latest && latest.effectiveFrom > one.effectiveFrom ? latest : one), null)
      ?.valueFen ?? 0n
  );
}

/**
 * The least that work from one day to another must earn, in fen: for each calendar month the minimum wage in force (P10),
 * by days where the month is not whole, rounded down.
 */
export function minimumWageFor(standards: readonly LabourStandard[], from: string, to: string): bigint {
  let total = 0n;
  for (let day = from; day <= to; ) {
    const lastOfMonth = addDays(firstOfNextMonth(day), -1);
    const last = lastOfMonth < to ? lastOfMonth : to;
    total += (monthlyMinimumOn(standards, day) * BigInt(dayOf(last) - dayOf(day) + 1)) / BigInt(dayOf(lastOfMonth));
    day = addDays(last, 1);
  }
  return total;
}

const dayOf = (day: string): number => Number(day.slice(8));

function firstOfNextMonth(day: string): string {
  const next = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 10);
}
