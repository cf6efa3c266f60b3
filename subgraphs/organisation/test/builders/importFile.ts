import { inChineseDigits, inventedNumber } from '@union-graph/testing';

/** A file of an import with people from `from` on, as a station would send it. */
export const inventedFile = (count: number, from = 0): string =>
  [
    '姓名,身份证号,就业类型,手机号,外来务工',
    ...Array.from(
      { length: count },
      (_, at) =>
        `采集甲${inChineseDigits(from + at)},${inventedNumber(from + at)},CASUAL,000-5550-${String(at).padStart(4, '0')},是`,
    ),
  ].join('\r\n');
