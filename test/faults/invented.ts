const DIGITS = '〇一二三四五六七八九';

/** A name that holds a number in Chinese digits, since names of persons hold no others. */
export const numbered = (name: string, n: number): string =>
  name + String(n).replace(/\d/g, (digit) => DIGITS[Number(digit)] as string);

/** What `numbered` gives, as PostgreSQL finds it. */
export const numberedNames = (name: string): string => `^${name}[${DIGITS}]+$`;
