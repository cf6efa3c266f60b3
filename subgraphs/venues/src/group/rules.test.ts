import { daysOf, isTooMuch, primeMinutes } from './rules.ts';

describe('rules of groups (S-71, VEN-INV-8)', () => {
  const recurrence = {
    weekday: 2,
    start: '18:00',
    end: '20:00',
    from: '2013-09-17',
    until: '2013-10-08',
    exceptions: ['2013-09-24'],
  };

  test('the days of a recurrence are those of its weekday, both ends included, without exceptions and holidays', () => {
    const calendar = new Map([['2013-10-01', false]]);
    expect(daysOf(recurrence, calendar)).toEqual({
      days: ['2013-09-17', '2013-10-08'],
      skipped: [
        { on: '2013-09-24', reason: 'EXCEPTION' },
        { on: '2013-10-01', reason: 'HOLIDAY' },
      ],
    });
    expect(daysOf({ ...recurrence, weekday: 1, exceptions: [] }, new Map()).days).toEqual([
      '2013-09-23',
      '2013-09-30',
      '2013-10-07',
    ]);
  });

  test.each([
    ['09:00', '17:00', 0],
    ['16:00', '18:00', 60],
    ['18:00', '24:00', 180],
  ])('of %s to %s, %i minutes are prime where it closes at nine', (start, end, minutes) => {
    expect(primeMinutes({ weekday: 1, opens: '09:00', closes: '21:00' }, { start, end }, 1020)).toBe(minutes);
  });

  test('half of the prime hours and not a minute more; outside of them there is no limit', () => {
    expect([120, 121].map((asked) => isTooMuch({ all: 240, had: 0, asked }, 5000))).toEqual([false, true]);
    expect(isTooMuch({ all: 240, had: 60, asked: 61 }, 5000)).toBe(true);
    expect(isTooMuch({ all: 240, had: 240, asked: 0 }, 5000)).toBe(false);
  });
});
