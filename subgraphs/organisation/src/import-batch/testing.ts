import { identityCheckDigit } from '@union-graph/identity';

/** A made-up identity number with a right check digit and an impossible year of birth; `n` up to 9,999,999. */
export function inventedNumber(n: number): string {
  const digits = `1101${String(n).padStart(7, '0').slice(0, 2)}1900${String(n).padStart(7, '0').slice(2, 4)}01${String(n).padStart(7, '0').slice(4)}`;
  const seventeen = digits.slice(0, 17);
  return seventeen + identityCheckDigit(seventeen);
}

/** A file of an import with people from `from` on, as a station would send it. */
export const inventedFile = (count: number, from = 0): string =>
  [
    '姓名,身份证号,就业类型,手机号,外来务工',
    ...Array.from(
      { length: count },
      (_, at) => `采集甲${from + at},${inventedNumber(from + at)},CASUAL,000-5550-${String(at).padStart(4, '0')},是`,
    ),
  ].join('\r\n');
