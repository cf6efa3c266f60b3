import { countingDay, shortfall } from './rules.ts';

describe('contacts of a district', () => {
  test.each([
    [2013, '2013-10-19'],
    [2012, '2012-12-31'],
    [2014, null],
  ])('2.1.1: on 2013-10-19 the contacts of %s are counted on %s', (year, day) => {
    expect(countingDay(year, '2013-10-19')).toBe(day);
  });

  test.each([
    [0, 5],
    [4, 1],
    [5, 0],
    [9, 0],
  ])('S-21: with %s contacts a district lacks %s', (active, lacking) => {
    expect(shortfall(active, 5)).toBe(lacking);
  });
});
