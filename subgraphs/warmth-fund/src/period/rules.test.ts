import { codeOf } from '../../test/codeOf.ts';
import { checkClosable, monthOf, nextMonth } from './rules.ts';

test.each([
  ['2013-09-01', '2013-10-01'],
  ['2013-12-01', '2014-01-01'],
  ['2012-02-01', '2012-03-01'],
])('the month after %s begins on %s', (month, next) => {
  expect(nextMonth(month)).toBe(next);
});

test('a day lies in the month of its first day', () => {
  expect(monthOf('2013-10-19')).toBe('2013-10-01');
});

test.each([
  ['the first closing may be any month that is over', '2013-09-01', '2013-10-01', null, null],
  ['on its last day a month is not over', '2013-09-01', '2013-09-30', null, 'VALIDATION_FAILED'],
  ['a month to come', '2014-01-01', '2013-10-19', null, 'VALIDATION_FAILED'],
  ['the month behind the last closed one', '2013-09-01', '2013-10-19', '2013-08-01', null],
  ['over the turn of the year', '2013-01-01', '2013-10-19', '2012-12-01', null],
  ['a month is left out', '2013-09-01', '2013-10-19', '2013-07-01', 'VALIDATION_FAILED'],
  ['a month that is closed', '2013-09-01', '2013-10-19', '2013-09-01', 'DUPLICATE'],
  ['a month before closed ones', '2013-03-01', '2013-10-19', '2013-09-01', 'DUPLICATE'],
])('%s', (_, month, today, last, code) => {
  expect(codeOf(() => checkClosable(month, today, last))).toBe(code);
});
