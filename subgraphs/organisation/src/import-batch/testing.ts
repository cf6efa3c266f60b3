import { identityCheckDigit } from '@union-graph/identity';

/** A made-up identity number with a right check digit and the year of birth that no living person has; `n` up to 35,000,000. */
export function inventedNumber(n: number): string {
  const day = new Date(Date.UTC(1900, 0, 1 + (Math.floor(n / 1_000) % 365))).toISOString().slice(0, 10).replaceAll('-', '');
  const seventeen = `1101${String(Math.floor(n / 365_000)).padStart(2, '0')}${day}${String(n % 1_000).padStart(3, '0')}`;
  return seventeen + identityCheckDigit(seventeen);
}

/** A file of an import with people from `from` on, as a station would send it. */
export const inventedFile = (count: number, from = 0): string =>
  [
    '姓名,身份证号,就业类型,手机号,外来务工',
    ...Array.from(
      { length: count },
      (_, at) =>
        `采集甲${inCharacters(from + at)},${inventedNumber(from + at)},CASUAL,000-5550-${String(at).padStart(4, '0')},是`,
    ),
  ].join('\r\n');

/** A number in Chinese characters, for names: these have no digits. */
export const inCharacters = (n: number): string =>
  String(n).replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] as string);
