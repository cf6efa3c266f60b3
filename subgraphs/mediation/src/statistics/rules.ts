import { inScope, type Viewer } from '@union-graph/identity';
import { published, publishedFen, SMALLEST, sumOf, sumOfFen } from '@union-graph/subgraph';
import type { MediationStats } from './MediationStats.ts';

const COUNTS = ['received', 'accepted', 'agreed', 'failed', 'collective'] as const;

/**
 * Withholds small counts, and the money where few agreed, and rounds the others down to tens (domain rules 4.2, 4.3 point 6). As every
 * count is part of `received`, one that is withheld could be had by subtraction from its complement; so where one is small, the
 * next smallest goes with it.
 */
export function withholdSmall(stats: MediationStats): MediationStats {
  const small = COUNTS.filter((count) => Number(stats[count]) < SMALLEST);
  const next = COUNTS.filter((count) => !small.includes(count)).sort((a, b) => Number(stats[a]) - Number(stats[b]))[0];
  const withheld = new Set<string>(small.length === 1 && next ? [...small, next] : small);
  const told = (count: (typeof COUNTS)[number]) => (withheld.has(count) ? null : published(Number(stats[count])));
  const shown = Object.fromEntries(COUNTS.map((count) => [count, told(count)])) as Record<(typeof COUNTS)[number], number | null>;
  const recoveredFen = shown.agreed === null ? null : publishedFen(stats.recoveredFen ?? 0n, shown.agreed);
  return { ...stats, ...shown, recoveredFen, suppressed: withheld.size > 0 };
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

/** Who may read statistics of a part of the tree in full; partners read them by quarters, with small counts withheld. */
export const readsStats = (viewer: Viewer, scopePath: string): boolean =>
  inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM');
