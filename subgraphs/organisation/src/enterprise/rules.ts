import type { Ownership, SizeClass } from '../schema.gen.ts';

const PUBLIC_OWNERS: readonly Ownership[] = ['STATE', 'COLLECTIVE', 'PUBLIC_INSTITUTION'];

/** Whether an employer counts as non-public, 非公 (domain rule 2.0.4: all from `PRIVATE` on). */
export const isNonPublic = (ownership: Ownership): boolean => !PUBLIC_OWNERS.includes(ownership);

/** Size by headcount: 中小企业划型标准规定 (2011), the line for industry. */
export function sizeClass(headcount: number): SizeClass {
  if (headcount < 20) return 'MICRO';
  if (headcount < 300) return 'SMALL';
  return headcount < 1_000 ? 'MEDIUM' : 'LARGE';
}
