import type { Ownership, SizeClass } from '../schema.gen.ts';

/** Owners whose employers do not count as non-public. */
export const PUBLIC_OWNERS: readonly Ownership[] = ['STATE', 'COLLECTIVE', 'PUBLIC_INSTITUTION'];

/** Whether an employer counts as non-public, 非公 (domain rule 2.0.4: all from `PRIVATE` on). */
export const isNonPublic = (ownership: Ownership): boolean => !PUBLIC_OWNERS.includes(ownership);

/** An individual business has at most 7 helpers (城乡个体工商户管理暂行条例, 1987); with more it is a firm like others. */
const INDIVIDUAL_BELOW = 8;

/** Size by headcount: 中小企业划型标准规定 (2011), the line for industry; individual businesses stand apart. */
export function sizeClass(headcount: number, ownership: Ownership): SizeClass {
  if (ownership === 'INDIVIDUAL' && headcount < INDIVIDUAL_BELOW) return 'INDIVIDUAL';
  if (headcount < 20) return 'MICRO';
  if (headcount < 300) return 'SMALL';
  return headcount < 1_000 ? 'MEDIUM' : 'LARGE';
}

/** More people than the city has do not work for one employer. */
export const MOST_PEOPLE = 10_000_000;
