import { inScope, READERS, type Viewer } from '@union-graph/identity';
import { published, publishedFen, sumOf, sumOfFen, withheldCells } from '@union-graph/subgraph';
import type { MediationStats } from './MediationStats.ts';

const COUNTS = ['received', 'accepted', 'agreed', 'failed', 'collective'] as const;

/** Counts of a district or an organisation, and in how many cases its money was paid. */
export type CountedStats = Omit<MediationStats, 'suppressed'> & { readonly payingCases: number };

/**
 * Withholds small counts, and the money where it was paid in few cases, and rounds the others down to tens (domain rules 4.2, 4.3
 * point 6). As every count is part of `received`, one that is withheld could be had by subtraction from its complement; so where one is
 * small, the next smallest goes with it.
 */
export function withholdSmall({ payingCases, ...stats }: CountedStats): MediationStats {
  const withheld = withheldCells(COUNTS.map((key) => ({ key, count: Number(stats[key]) })));
  const told = (count: (typeof COUNTS)[number]) => (withheld.has(count) ? null : published(Number(stats[count])));
  const shown = Object.fromEntries(COUNTS.map((count) => [count, told(count)])) as Record<(typeof COUNTS)[number], number | null>;
  const recoveredFen = shown.agreed === null ? null : publishedFen(stats.recoveredFen ?? 0n, payingCases);
  return { ...stats, ...shown, recoveredFen, suppressed: withheld.size > 0 || recoveredFen === null };
}

/** The sums of what quarters tell. */
export function sumStats(quarters: readonly MediationStats[], stationIds: readonly string[]): MediationStats {
  const sums = Object.fromEntries(COUNTS.map((count) => [count, sumOf(quarters.map((quarter) => quarter[count]))])) as Record<
    (typeof COUNTS)[number],
    number | null
  >;
  return {
    ...sums,
    recoveredFen: sumOfFen(quarters.map(({ recoveredFen }) => recoveredFen)),
    suppressed: quarters.some(({ suppressed }) => suppressed),
    stationIds,
  };
}

/** The staff that may read statistics of a part of the tree: exactly who reads its cases ({@link countsExactly}), others as partners do. */
export const readsStats = (viewer: Viewer, scopePath: string): boolean =>
  inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM');

/** Whether the viewer reads the cases behind the counts of a part of the tree; others are told of quarters, small counts withheld (C-20). */
export const countsExactly = (viewer: Viewer, scopePath: string): boolean =>
  inScope(viewer, scopePath, ...READERS.mediationCase.inScope, 'SYSTEM');
