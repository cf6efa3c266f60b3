import { identityCheckDigit } from '@union-graph/identity';

/**
 * The made-up identity number of a test's person number `n`, up to 35,000,000: with a right check digit, and a year of birth that no living
 * person has.
 */
export function inventedNumber(n: number): string {
  const day = new Date(Date.UTC(1900, 0, 1 + (Math.floor(n / 1_000) % 365))).toISOString().slice(0, 10).replaceAll('-', '');
  const seventeen = `1101${String(Math.floor(n / 365_000)).padStart(2, '0')}${day}${String(n % 1_000).padStart(3, '0')}`;
  return seventeen + identityCheckDigit(seventeen);
}

export const CHINESE_DIGITS = '〇一二三四五六七八九';

/** A number in Chinese digits, for names of persons: these have no others. */
export const inChineseDigits = (n: number): string =>
  String(n).replace(/\d/g, (digit) => CHINESE_DIGITS[Number(digit)] as string);
