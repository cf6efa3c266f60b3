import { inScope, type Viewer } from '@union-graph/identity';
import type { MediationStats } from './MediationStats.ts';

/** Below this a count might point at people (domain rule 4.3). */
const SMALL = 10;

const COUNTS = ['received', 'accepted', 'agreed', 'failed', 'collective'] as const;

/**
 * Withholds small counts, and the money where few agreed. As every count is part of `received`, one that is withheld
 * could be had by subtraction from its complement; so where one is small, the next smallest goes with it.
 */
export function withholdSmall(stats: MediationStats): MediationStats {
  const small = COUNTS.filter((count) => Number(stats[count]) < SMALL);
  if (small.length === 0) return stats;
  const next = COUNTS.filter((count) => !small.includes(count)).sort((a, b) => Number(stats[a]) - Number(stats[b]))[0];
  const withheld = new Set<string>(small.length === 1 && next ? [...small, next] : small);
  const shown = Object.fromEntries(COUNTS.map((count) => [count, withheld.has(count) ? null : stats[count]])) as Record<
    (typeof COUNTS)[number],
    number | null
  >;
  return { ...stats, ...shown, recoveredFen: withheld.has('agreed') ? null : stats.recoveredFen, suppressed: true };
}

/** Who may read statistics of a part of the tree in full; partners read them with small counts withheld. */
export const readsStats = (viewer: Viewer, scopePath: string): boolean =>
  inScope(viewer, scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM');
