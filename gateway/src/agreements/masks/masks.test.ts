import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { withholdSmallCounts } from '../../execution/projection/withholdSmallCounts.ts';
import type { MaskKind } from '../rules.ts';
import { SMALLEST_COUNT } from './mask.ts';
import { band, roundTen, suppressSmall } from './numbers.ts';
import { readMasks } from './readMasks.ts';
import { partial, pseudonym, region, year } from './texts.ts';

test.each([
  ['13811112222', '138****2222'],
  ['王秀兰', '王*兰'],
  ['王秀', '王*'],
  ['王', '*'],
  ['', ''],
  ['诸葛孔明', '诸**明'],
  ['𠮷野家', '𠮷*家'],
])('PARTIAL %s → %s', (value, told) => {
  expect(partial(value)).toBe(told);
});

test('PARTIAL hides at least a third of any text of three characters or more', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 3, unit: 'grapheme' }), (value) => {
      const [length, stars] = [Array.from(value).length, (partial(value) as string).split('*').length - value.split('*').length];
      expect(stars * 3).toBeGreaterThanOrEqual(length - 2 - 3 * value.split('*').length);
      expect(Array.from(partial(value) as string)).toHaveLength(length);
    }),
  );
});

test.each([
  ['2013-08-06', '2013-01-01'],
  ['2013-08-06T02:00:00.000Z', '2013-01-01T00:00:00+08:00'],
  ['2012-12-31T16:00:00.000Z', '2013-01-01T00:00:00+08:00'],
  ['2012-12-31T15:59:59.999Z', '2012-01-01T00:00:00+08:00'],
  ['no day', null],
])('YEAR %s → %s', (value, told) => {
  expect(year(value)).toBe(told);
});

test.each([
  ['北京市朝阳区潘家园街道12号', '北京市朝阳区'],
  ['朝阳区潘家园小区3号楼', '朝阳区'],
  ['北京市延庆县延庆镇', '北京市延庆县'],
  ['北京经济技术开发区荣华路', '北京经济技术开发区'],
  ['北京市潘家园小区3号楼', '北京市'],
  ['潘家园社区3号楼', null],
  ['110105', '110105'],
  ['39.912345', '39.9'],
])('REGION %s → %s', (value, told) => {
  expect(region(value)).toBe(told);
});

test.each([
  [0, 0, 0, null],
  [9, 0, 0, null],
  [10, 10, 10, 10],
  [19, 10, 10, 19],
  [20, 20, 20, 20],
  [49, 40, 20, 49],
  [1_999, 1_990, 1_000, 1_999],
  [-27, -20, -20, null],
  ['864000', '864000', '500000', '864000'],
  ['9007199254740993', '9007199254740990', '5000000000000000', '9007199254740993'],
])('%s: ROUND_10 %s, BAND %s, SUPPRESS_SMALL %s', (value, ten, inBand, small) => {
  expect([roundTen(value), band(value), suppressSmall(value)]).toEqual([ten, inBand, small]);
});

test.each([[roundTen], [band], [suppressSmall], [partial], [year], [region]])(
  '%p masks a value of another type as null',
  (mask) => {
    for (const value of [null, undefined, {}, [], true, 1.5]) expect(mask(value)).toBeNull();
  },
);

test('any number lies in its band, and all numbers of a band have the same masked value', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 31 - 1 }), (value) => {
      const low = band(value) as number;
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThan(low === 0 ? 10 : low * 2.5 + 1e-9);
      expect(band(low)).toBe(low);
    }),
  );
});

describe('PSEUDONYM', () => {
  const [mine, other] = [pseudonym(Buffer.alloc(32, 1)), pseudonym(Buffer.alloc(32, 2))];
  test('is constant for one partner, differs between partners, and does not reveal the value', () => {
    expect(mine('m-1')).toBe(mine('m-1'));
    expect(mine('m-1')).toMatch(/^[\w-]{22}$/);
    expect(other('m-1')).not.toBe(mine('m-1'));
    expect(mine('m-2')).not.toBe(mine('m-1'));
  });
});

describe('the masks of an agreement', () => {
  const schema = buildSchema(`
    scalar Date
    interface Named { name: String! on: Date }
    interface Called implements Named { name: String! on: Date }
    type A implements Named & Called { name: String! on: Date  count: Int! }
    type B implements Named { name: String! on: Date }
    type Query { named: Named a: A b: B }`);
  const kindsOf = (masks: Record<string, MaskKind>) => {
    const read = readMasks(schema, { masks, pseudonymKey: Buffer.alloc(32) });
    return read && Object.fromEntries([...read].map(([coordinate, { apply }]) => [coordinate, apply('北京市朝阳区一号')]));
  };

  test('apply to the field in its type, in its interfaces and in their possible types', () => {
    expect(kindsOf({ 'A.name': 'REGION' })).toEqual({
      'A.name': '北京市朝阳区',
      'B.name': '北京市朝阳区',
      'Named.name': '北京市朝阳区',
      'Called.name': '北京市朝阳区',
    });
  });
  test('that conflict, or do not fit the field’s type, withhold the value', () => {
    expect(kindsOf({ 'A.name': 'REGION', 'B.name': 'PARTIAL' })?.['Named.name']).toBeNull();
    expect(kindsOf({ 'A.count': 'PARTIAL' })).toEqual({ 'A.count': null });
    expect(kindsOf({ 'A.gone': 'PARTIAL' })).toEqual({ 'A.gone': null });
    expect(
      readMasks(schema, { masks: { 'A.name': 'PSEUDONYM' }, pseudonymKey: null })
        ?.get('A.name')
        ?.apply('x'),
    ).toBeNull();
  });
  test('are null for an agreement without masks', () => {
    expect(kindsOf({})).toBeNull();
  });
});

describe('small counts of a list', () => {
  const withheld = (...counts: (number | null)[]) =>
    withholdSmallCounts(
      counts.map((count) => ({ count, suppressed: false })),
      { counts: ['count'], flag: 'suppressed' },
    ).map((item) => (item as { count: number | null }).count);

  test.each<[(number | null)[], (number | null)[]]>([
    [
      [30, 20, 10],
      [30, 20, 10],
    ],
    [
      [30, 20, 9],
      [30, null, null],
    ],
    [
      [30, 4, 3],
      [null, null, null],
    ],
    [
      [30, 8, 3],
      [30, null, null],
    ],
    [[7], [null]],
    [
      [null, 12],
      [null, 12],
    ],
    [[], []],
  ])('%j → %j', (counts, expected) => {
    expect(withheld(...counts)).toEqual(expected);
  });

  test('no count below ten can be computed from the total of the list', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 2, maxLength: 17 }), (counts) => {
        const shown = withheld(...counts);
        const hidden = counts.filter((_, at) => shown[at] === null);
        for (const [at, count] of counts.entries()) if (count < SMALLEST_COUNT) expect(shown[at]).toBeNull();
        // The rest of the total is empty, or has at least ten people in at least two counts.
        const people = hidden.reduce((sum, count) => sum + count, 0);
        if (hidden.length > 0 && hidden.length < counts.length) expect(hidden.length >= 2 && people >= SMALLEST_COUNT).toBe(true);
      }),
    );
  });

  test('an item reports that one of its counts is withheld', () => {
    const cells = { counts: ['direct', 'indirect'], flag: 'cut' };
    expect(
      withholdSmallCounts([{ direct: 3, indirect: 50, cut: false }, { direct: 40, indirect: 60, cut: false }, 'x'], cells),
    ).toEqual([{ direct: null, indirect: 50, cut: true }, { direct: null, indirect: 60, cut: true }, 'x']);
  });
});
