import { firmCount, headcountOf, isAboveScale } from './enterprises.ts';
import type { Profile } from './profile.ts';

/** The shares of employers with a union that have a contract, and of those above scale with one on wages (IND-02, IND-03), in basis points. */
const COVERED_BP = 9_380;
const ON_WAGES_BP = 9_050;

/** How far contracts reach in a profile: how many of how many employers. */
export interface Coverage {
  readonly covered: readonly [numerator: number, denominator: number];
  readonly onWages: readonly [numerator: number, denominator: number];
}

const shareOf = (whole: number, bp: number): number => Math.ceil((whole * bp) / 10_000);

/** As many employers as the plan's two indicators say, with the least number that reaches them. */
export function coverageOf(profile: Profile): Coverage {
  const firms = firmCount(profile);
  let large = 0;
  for (let at = 0; at < firms; at++) if (isAboveScale(headcountOf(profile, at))) large++;
  return { covered: [shareOf(firms, COVERED_BP), firms], onWages: [shareOf(large, ON_WAGES_BP), large] };
}

/** Whether the thing at a place is one of `some` that are spread evenly among `all`. */
export const isOneOf = (some: number, all: number, at: number): boolean =>
  Math.floor(((at + 1) * some) / all) > Math.floor((at * some) / all);

export type Cover = 'WAGES' | 'OTHER' | null;

/** Of each employer which contract covers it: on wages those above scale that are counted so, another one the rest, or none. */
export function coversOf(profile: Profile): Cover[] {
  const { covered, onWages } = coverageOf(profile);
  const [others, all] = [covered[0] - onWages[0], covered[1] - onWages[0]];
  let [large, rest] = [0, 0];
  return Array.from({ length: covered[1] }, (_, at): Cover => {
    if (isAboveScale(headcountOf(profile, at)) && isOneOf(...onWages, large++)) return 'WAGES';
    return isOneOf(others, all, rest++) ? 'OTHER' : null;
  });
}
