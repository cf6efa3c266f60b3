/**
 * The day that a year's contacts are counted on: its last, or today while it runs. Null for a year that has not begun.
 */
export function countingDay(year: number, today: string): string | null {
  const thisYear = Number(today.slice(0, 4));
  if (year > thisYear) return null;
  return year === thisYear ? today : `${String(year).padStart(4, '0')}-12-31`;
}

/** The share of a district's communities that a joint union covers, in basis points rounded down (S-25); 0 where there are none. */
export const coverageBp = (covered: number, total: number): number => (total === 0 ? 0 : Math.floor((covered * 10_000) / total));

/** How many contacts a unit lacks (S-21). */
export const shortfall = (active: number, wanted: number): number => Math.max(0, wanted - active);
