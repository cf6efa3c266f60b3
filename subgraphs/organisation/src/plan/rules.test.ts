import fc from 'fast-check';
import { daysOfPeriod, gap, indicatorStatus, rateBp } from './rules.ts';

const PLAN = { from: 2011, to: 2015 };
const rate = { unit: 'RATE', targetBp: 9_500, targetCount: null } as const;
const count = { unit: 'COUNT', targetBp: null, targetCount: 500 } as const;
const milestone = { unit: 'MILESTONE', targetBp: null, targetCount: null } as const;
const bp = (valueBp: number) => ({ valueBp, valueCount: null });
const counted = (valueCount: number) => ({ valueBp: null, valueCount });

describe('plan rules (ORG-INV-6)', () => {
  test.each([
    ['a rate at its target', rate, bp(9_500), '2013-10-19', 'MET'],
    ['a rate 100 bp below', rate, bp(9_400), '2013-10-19', 'ON_TRACK'],
    ['a rate 101 bp below', rate, bp(9_399), '2013-10-19', 'BEHIND'],
    ['IND-07 on its line, 280', count, counted(280), '2013-10-19', 'ON_TRACK'],
    ['IND-07 one below it', count, counted(279), '2013-10-19', 'BEHIND'],
    ['IND-07 with 280 a day later', count, counted(280), '2013-10-20', 'BEHIND'],
    ['IND-07 on the first day', count, counted(0), '2011-01-01', 'ON_TRACK'],
    ['IND-07 one short on the last day', count, counted(499), '2015-12-31', 'BEHIND'],
    ['IND-07 at its target', count, counted(500), '2013-10-19', 'MET'],
    ['a milestone that is done', milestone, counted(1), '2011-01-01', 'MET'],
    ['a milestone to be done, on the last day', milestone, counted(0), '2015-12-31', 'ON_TRACK'],
    ['a milestone to be done, a day later', milestone, counted(0), '2016-01-01', 'BEHIND'],
    ['nothing measured', rate, null, '2013-10-19', 'NO_DATA'],
  ] as const)('%s', (_, target, value, on, status) => {
    expect(indicatorStatus(target, value, PLAN, on, 100)).toBe(status);
  });

  test.each([
    ['2013', { from: '2013-01-01', to: '2013-12-31' }],
    ['2013-Q1', { from: '2013-01-01', to: '2013-03-31' }],
    ['2013-Q4', { from: '2013-10-01', to: '2013-12-31' }],
    ['2012-02', { from: '2012-02-01', to: '2012-02-29' }],
    ['2013-12', { from: '2013-12-01', to: '2013-12-31' }],
    ['2013-13', null],
    ['9999', null],
    ['9999-12', null],
    ['2013-Q5', null],
    ['13', null],
    ['2013-9', null],
    ['', null],
  ])('the period %j', (period, days) => {
    expect(daysOfPeriod(period)).toEqual(days);
  });

  test('any rate lies between nothing and the whole, and only the whole is 10,000', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.nat(), (whole, seed) => {
        const part = seed % (whole + 1);
        const value = rateBp(part, whole);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value === 10_000).toBe(part === whole);
      }),
    );
  });

  test('S-06: the gap is what lacks', () => {
    expect([gap(9_500, 9_460), gap(9_500, 9_600), gap(null, 1), gap(1, null)]).toEqual([40, 0, null, null]);
  });
});
