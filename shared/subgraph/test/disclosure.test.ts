import { staff } from '@union-graph/testing';
import fc from 'fast-check';
import { piecesFor, published, publishedFen, sumOf, wholeQuarters } from '../src/index.ts';

test.each([
  ['2013-01-01', '2013-09-30', ['2013-01-01', '2013-04-01', '2013-07-01']],
  ['2013-01-02', '2013-09-29', ['2013-04-01']],
  ['2013-10-01', '2014-03-31', ['2013-10-01', '2014-01-01']],
  ['2013-02-01', '2013-06-29', []],
  ['2013-12-31', '2013-01-01', []],
  ['9999-06-01', '9999-12-31', ['9999-07-01', '9999-10-01']],
  ['9999-10-02', '9999-12-31', []],
])('4.3: %s to %s holds the quarters that begin on %j', (from, to, starts) => {
  expect(wholeQuarters({ from, to }).map((quarter) => quarter.from)).toEqual(starts);
});

const DAY = fc
  .date({ min: new Date('2008-01-01'), max: new Date('2014-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

test('any two spans are cut at the same days', () => {
  fc.assert(
    fc.property(DAY, DAY, DAY, DAY, (a, b, c, d) => {
      const [one, other] = [wholeQuarters({ from: a, to: b }), wholeQuarters({ from: c, to: d })];
      const apart = one.every((mine) =>
        other.every((theirs) => mine.from === theirs.from || mine.to < theirs.from || theirs.to < mine.from),
      );
      expect(apart).toBe(true);
      for (const quarter of one) expect(quarter.from >= a && quarter.to <= b).toBe(true);
    }),
  );
});

const on = (role: 'PARTNER' | 'CITY_DEPT', day: string) => ({ viewer: staff('p', role), now: new Date(`${day}T10:00:00+08:00`) });

test('partners are told pieces, everybody else the whole; a period without a quarter is refused to partners', () => {
  const partner = on('PARTNER', '2014-01-01');
  expect(piecesFor(on('CITY_DEPT', '2013-10-19'), { from: '2013-10-01', to: '2013-10-01' }, true)).toBeNull();
  expect(piecesFor(partner, { from: '2013-01-01', to: '2013-12-31' }, true)).toHaveLength(4);
  for (const [from, to] of [
    ['2013-10-02', '2013-12-31'],
    ['1900-01-01', '2013-12-31'],
    ['0001-01-01', '9999-12-31'],
  ] as const)
    expect(() => piecesFor(partner, { from, to }, true)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
});

test('C-20: staff who may not read what is counted are told pieces like partners', () => {
  const auditor = { viewer: staff('a', 'AUDITOR'), now: new Date('2013-10-19T10:00:00+08:00') };
  expect(piecesFor(auditor, { from: '2013-01-01', to: '2013-10-19' }, false)).toHaveLength(3);
  expect(() => piecesFor(auditor, { from: '2013-10-19', to: '2013-10-19' }, false)).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED' }),
  );
  // Nobody who reads as a partner is told more for a role that they hold beside it.
  expect(piecesFor(on('PARTNER', '2014-01-01'), { from: '2013-01-01', to: '2013-12-31' }, true)).toHaveLength(4);
});

test('C-20: the quarter that goes on is told to nobody outside, to its last second in Beijing', () => {
  const year = { from: '2013-01-01', to: '2013-12-31' };
  const partner = (at: string) => ({ viewer: staff('p', 'PARTNER'), now: new Date(at) });
  expect(piecesFor(partner('2013-12-31T23:59:59+08:00'), year, true)).toHaveLength(3);
  expect(piecesFor(partner('2014-01-01T00:00:00+08:00'), year, true)).toHaveLength(4);
  expect(() => piecesFor(on('PARTNER', '2013-10-19'), { from: '2013-10-01', to: '2013-12-31' }, true)).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED' }),
  );
});

test.each([
  [0, null],
  [9, null],
  [10, 10],
  [19, 10],
  [250, 250],
])('%s people are told as %s', (count, told) => {
  expect(published(count)).toBe(told);
});

test('sums are of what is told, and money of a few is not told', () => {
  expect([sumOf([10, null, 20]), sumOf([null]), sumOf([])]).toEqual([30, null, null]);
  expect([publishedFen(864_999n, 10), publishedFen(864_999n, 9)]).toEqual([864_000n, null]);
});
