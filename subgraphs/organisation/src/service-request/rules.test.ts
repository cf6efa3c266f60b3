import fc from 'fast-check';
import { lastDayToReopen, REQUEST_TRANSITIONS, WORKING_DAYS, workingDayAfter } from './rules.ts';

const HOLIDAYS = new Map([
  ...['01', '02', '03', '04', '07'].map((day) => [`2013-10-${day}`, false] as const),
  ['2013-09-29', true],
  ['2013-10-12', true],
]);

describe('12351 rules (S-15, 2.1.3)', () => {
  test.each([
    ['2013-10-17', 3, '2013-10-22', 'over a weekend'],
    ['2013-10-19', 3, '2013-10-23', 'from a Saturday'],
    ['2013-09-27', 3, '2013-10-08', 'over the national holidays with a Sunday that is worked'],
    ['2013-10-11', 1, '2013-10-12', 'to a Saturday that is worked'],
    ['2013-10-14', 10, '2013-10-28', 'two weeks'],
    ['2013-10-14', 30, '2013-11-25', 'six weeks'],
  ])('from %s %s working days last until %s: %s', (day, count, last) => {
    expect(workingDayAfter(day, count, HOLIDAYS)).toBe(last);
  });

  test('2.1.3: limits of 3, 10 and 30 working days; seven days to open again', () => {
    expect(WORKING_DAYS).toEqual({ SIMPLE: 3, COMMON: 10, HARD: 30 });
    expect(lastDayToReopen('2013-10-28')).toBe('2013-11-04');
  });

  test('any limit ends on a worked day, and a longer one later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 1, max: 30 }), (offset, count) => {
        const day = new Date(Date.UTC(2013, 0, 1 + offset)).toISOString().slice(0, 10);
        const last = workingDayAfter(day, count, HOLIDAYS);
        const worked = HOLIDAYS.get(last) ?? ![0, 6].includes(new Date(`${last}T00:00:00Z`).getUTCDay());
        expect(worked).toBe(true);
        expect(last > day && workingDayAfter(day, count + 1, HOLIDAYS) > last).toBe(true);
      }),
    );
  });

  test('whatever is not answered can be escalated, and what is over leads nowhere', () => {
    const escalates = Object.entries(REQUEST_TRANSITIONS).filter(([, next]) => next.includes('ESCALATED'));
    expect(escalates.map(([from]) => from)).toEqual(['RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'REOPENED']);
    expect([REQUEST_TRANSITIONS.CLOSED, REQUEST_TRANSITIONS.DUPLICATE]).toEqual([[], []]);
  });
});
