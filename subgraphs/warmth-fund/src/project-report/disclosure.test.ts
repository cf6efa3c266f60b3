import { SMALLEST, withheldCells as withheld } from '@union-graph/subgraph';
import fc from 'fast-check';
import { type Cell, disclose } from './disclosure.ts';
import { hasWholeQuarter, quarterOf } from './rules.ts';

const cell = (count: number, district = '110105', group = 'A', quarter = '2013-07-01'): Cell => ({
  quarter,
  district,
  group,
  count,
});

describe('FND-INV-10: what may be told of counts', () => {
  test.each([
    ['none is small', { a: 10, b: 11 }, []],
    ['one small takes the next smallest along', { a: 7, b: 63, c: 1040 }, ['a', 'b']],
    ['two small ones that make ten are enough', { a: 4, b: 6, c: 500 }, ['a', 'b']],
    ['two small ones below ten take a third along', { a: 3, b: 4, c: 500, d: 600 }, ['a', 'b', 'c']],
    ['a single cell', { a: 9 }, ['a']],
  ])('%s', (_, counts, expected) => {
    const cells = Object.entries(counts).map(([key, count]) => ({ key, count }));
    expect([...withheld(cells)]).toEqual(expected);
  });

  test('4.4: a community of 7 is withheld with its neighbour; the total is told', () => {
    const cells = [cell(1_040, '110105', '皮村社区'), cell(63, '110114', '东小口社区'), cell(7, '110114', '苹果园社区')];
    const told = disclose(cells, [], false);
    expect(told).toMatchObject({ direct: 1_110, suppressed: true });
    expect(Object.fromEntries(told.groups.map(({ key, count }) => [key, count]))).toEqual({
      皮村社区: 1_040,
      东小口社区: null,
      苹果园社区: null,
    });
    expect(told.districts).toEqual([
      { key: '110105', count: 1_040 },
      { key: '110114', count: 70 },
    ]);
  });

  test('4.2: for partners counts are rounded down to ten, and nine people are not told of', () => {
    expect(disclose([cell(399), cell(255, '110106')], [], true)).toMatchObject({
      direct: 650,
      districts: [
        { key: '110105', count: 390 },
        { key: '110106', count: 250 },
      ],
    });
    expect(disclose([cell(9)], [], true)).toMatchObject({ direct: null, suppressed: true });
    expect(disclose([], [], true)).toMatchObject({ direct: null, indirect: null, suppressed: true });
    expect(disclose([], [{ quarter: '2013-07-01', count: 9 }], false)).toMatchObject({ indirect: null, suppressed: true });
  });

  test('C-20: zero is told like any other small count, of all, of a district and indirectly', () => {
    const none = { ...cell(0, '110106'), group: null };
    for (const round of [true, false]) {
      const told = (count: number) => disclose([cell(399), { ...none, count }], [{ quarter: '2013-07-01', count }], round);
      expect(told(0)).toMatchObject({ indirect: null, suppressed: true, districts: [{ count: null }, { count: null }] });
      expect({ ...told(0), direct: null }).toEqual({ ...told(7), direct: null });
      expect(disclose([none], [], round)).toEqual(disclose([{ ...none, count: 9 }], [], round));
    }
  });

  const quarters = ['2013-01-01', '2013-04-01', '2013-07-01'];
  const anyCells = fc.array(
    fc.record({
      quarter: fc.constantFrom(...quarters),
      district: fc.constantFrom('1', '2', '3'),
      group: fc.constantFrom('A', 'B', 'C'),
      count: fc.integer({ min: 1, max: 40 }),
    }),
  );

  test('any counts: what is withheld in a margin is nobody, or ten or more people in two or more cells, or all there are', () => {
    const anyMargin = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 });
    fc.assert(
      fc.property(anyMargin, (counts) => {
        const cells = counts.map((count, at) => ({ key: String(at), count }));
        const hidden = cells.filter(({ key }) => withheld(cells).has(key));
        const people = hidden.reduce((sum, { count }) => sum + count, 0);
        expect(cells.filter(({ count }) => count < SMALLEST).every((small) => hidden.includes(small))).toBe(true);
        expect(hidden.length === 0 || hidden.length === cells.length || (hidden.length >= 2 && people >= SMALLEST)).toBe(true);
      }),
    );
  });

  test('any overlapping questions: their difference is what the difference itself is told as', () => {
    fc.assert(
      fc.property(anyCells, fc.boolean(), (cells, round) => {
        const told = (within: readonly string[]) =>
          disclose(
            cells.filter(({ quarter }) => within.includes(quarter)),
            [],
            round,
          ).direct ?? 0;
        expect(told(quarters) - told(quarters.slice(0, 2))).toBe(told(quarters.slice(2)));
      }),
    );
  });
});

describe('calendar quarters', () => {
  test.each([
    ['2013-01-01', '2013-01-01'],
    ['2013-03-31', '2013-01-01'],
    ['2013-04-01', '2013-04-01'],
    ['2013-12-31', '2013-10-01'],
  ])('%s is in the quarter of %s', (day, quarter) => expect(quarterOf(day)).toBe(quarter));

  test.each([
    ['2013-01-01', '2013-03-31', true],
    ['2013-01-01', '2013-03-30', false],
    ['2013-01-02', '2013-06-29', false],
    ['2013-01-02', '2013-06-30', true],
    ['2013-10-01', '2013-12-31', true],
    ['0001-01-01', '9999-12-31', true],
    ['2013-11-01', '2014-03-30', false],
  ])('from %s to %s there is a whole quarter: %s', (from, to, whole) => expect(hasWholeQuarter(from, to)).toBe(whole));
});
