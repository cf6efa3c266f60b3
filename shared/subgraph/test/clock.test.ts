import { addDays, civilDay, startOfDay } from '../src/index.ts';

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
    expect(civilDay(start).padStart(10, '0')).toBe(day);
  },
);
