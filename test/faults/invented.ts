import { CHINESE_DIGITS, inChineseDigits } from '@union-graph/testing';

/** A name that holds a number. */
export const numbered = (name: string, n: number): string => name + inChineseDigits(n);

/** What `numbered` gives, as PostgreSQL finds it. */
export const numberedNames = (name: string): string => `^${name}[${CHINESE_DIGITS}]+$`;
