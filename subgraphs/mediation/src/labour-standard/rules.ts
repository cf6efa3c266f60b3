import { addDays, lastDayOfTerm } from '@union-graph/subgraph';
import type { StandardKind } from '../schema.gen.ts';
import type { LabourStandard } from './LabourStandard.ts';

/** The scope of standards that hold in every industry. */
export const CITY_SCOPE = '北京市';

/** Kinds that are a share in basis points; the others are amounts in fen. */
export const isShare = (kind: StandardKind): boolean => kind === 'WAGE_GROWTH_LINE' || kind === 'GDP_GROWTH';

/** Kinds that an industry may have of its own; the others hold for the whole city. */
export const ofIndustries = (kind: StandardKind): boolean => kind === 'INDUSTRY_WAGE_MONTH' || kind === 'WAGE_GROWTH_LINE';

type Standard = Pick<LabourStandard, 'kind' | 'scope' | 'valueFen' | 'valueBp'>;

/** Of the standards of a day the one of a kind for an industry: its own, else the city's. */
export const standardOn = <One extends Standard>(
  standards: readonly One[],
  kind: StandardKind,
  industry: string | null,
): One | undefined => {
  const held = standards.filter((one) => one.kind === kind);
  return held.find(({ scope }) => scope === industry) ?? held.find(({ scope }) => scope === CITY_SCOPE);
};

type Dated = Pick<LabourStandard, 'kind' | 'scope' | 'valueFen' | 'effectiveFrom'>;

/** The monthly minimum wage in fen on a day; zero before the first that is known. */
export function monthlyMinimumOn(standards: readonly Dated[], day: string): bigint {
  const held = standards.filter(({ kind, effectiveFrom }) => kind === 'MINIMUM_WAGE_MONTH' && effectiveFrom <= day);
  return (
    held.reduce<Dated | null>((latest, one) => (latest && latest.effectiveFrom > one.effectiveFrom ? latest : one), null)
      ?.valueFen ?? 0n
  );
}

/**
 * The least that work from one day to another must earn, in fen: for each calendar month the minimum wage in force (P10),
 * by days where the month is not whole, rounded down.
 */
export function minimumWageFor(standards: readonly Dated[], from: string, to: string): bigint {
  let total = 0n;
  for (let day = from; day <= to; ) {
    const lastOfMonth = lastDayOfTerm(`${day.slice(0, 7)}-01`, 1);
    const last = lastOfMonth < to ? lastOfMonth : to;
    total += (monthlyMinimumOn(standards, day) * BigInt(dayOf(last) - dayOf(day) + 1)) / BigInt(dayOf(lastOfMonth));
    day = addDays(last, 1);
  }
  return total;
}

const dayOf = (day: string): number => Number(day.slice(8));
