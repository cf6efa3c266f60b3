import fc from 'fast-check';
import { addDays, addMonths, civilDay, endOfDay, lastDayOfTerm, startOfDay } from '../src/index.ts';

test.each([
  ['2013-10-19', 1, '2013-10-20'],
  ['2013-12-31', 1, '2014-01-01'],
  ['2012-02-28', 1, '2012-02-29'],
  ['9999-12-31', 1, '9999-12-31'],
  ['9999-01-01', 366, '9999-12-31'],
  ['0001-01-01', -1, '0001-01-01'],
  ['0001-01-01', 366, '0002-01-02'],
])('%s and %i days is %s: a day that can be written', (day, days, moved) => {
  expect(addDays(day, days)).toBe(moved);
});

test.each(['0001-01-01', '0001-01-02', '2013-10-19', '9999-12-31'])(
  'the beginning of %s can be stored, and lies in that day',
  (day) => {
    const start = startOfDay(day);
    expect(start.toISOString()).toMatch(/^(?!0000)\d{4}-/);
    expect(civilDay(start)).toBe(day);
  },
);

test.each([
  ['2013-10-19', 1, '2013-11-19', '2013-11-18'],
  ['2013-01-31', 1, '2013-02-28', '2013-02-28'],
  ['2013-08-31', 6, '2014-02-28', '2014-02-28'],
  ['2013-12-01', 1, '2014-01-01', '2013-12-31'],
  ['2012-02-29', 12, '2013-02-28', '2013-02-28'],
  ['2012-02-29', 48, '2016-02-29', '2016-02-28'],
  ['2013-03-31', -1, '2013-02-28', '2013-02-28'],
  ['0099-12-31', 2, '0100-02-28', '0100-02-28'],
  ['9999-12-15', 1, '9999-12-31', '9999-12-30'],
  ['0001-01-15', -1, '0001-01-01', '0001-01-01'],
])('%s and %i months are %s; a term from then ends on %s', (day, months, moved, last) => {
  expect(addMonths(day, months)).toBe(moved);
  expect(lastDayOfTerm(day, months)).toBe(last);
});

test.each([
  ['0001-01-01T00:00:00Z', '0001-01-01', '0001-01-31'],
  ['0999-12-31T23:59:59Z', '1000-01-01', '1000-01-31'],
  ['9999-12-31T23:59:59Z', '9999-12-31', '9999-12-31'],
])('the day of %s can be written and counted on from', (instant, day, later) => {
  expect(civilDay(new Date(instant))).toBe(day);
  expect(addDays(day, 30)).toBe(later);
});

test('any instant lies in the day that the calendar of Beijing has then', () => {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
  const most = Date.parse('9999-12-31T15:59:59Z');
  fc.assert(
    fc.property(fc.integer({ min: Date.parse('1900-01-01T00:00:00Z'), max: most }), (time) => {
      expect(civilDay(new Date(time))).toBe(calendar.format(time));
    }),
    { numRuns: 2_000 },
  );
  // The last summer time ended in September 1991.
  for (const [instant, day] of [
    ['1991-09-14T15:30:00Z', '1991-09-15'],
    ['1991-09-15T15:30:00Z', '1991-09-15'],
    ['1991-12-31T15:59:59Z', '1991-12-31'],
    ['1992-06-30T15:59:59Z', '1992-06-30'],
    ['1992-06-30T16:00:00Z', '1992-07-01'],
  ] as const)
    expect(civilDay(new Date(instant))).toBe(day);
});

test('a deadline ends with the last second of its last day in Beijing', () => {
  expect(endOfDay('2013-10-21').toISOString()).toBe('2013-10-21T15:59:59.000Z');
});
