import { addDays, type Calendar, isWorkingDay, rolledDay } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { mediation } from '../subgraph.ts';

describe('days (domain rule 2.0, Civil Code 201 to 203)', () => {
  let subgraph: TestSubgraph;
  let calendar: Calendar;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    const listed = await subgraph.sql<{ day: string; working: boolean }>('select day::text, working from calendar_day');
    calendar = new Map(listed.map(({ day, working }) => [day, working]));
  });
  afterAll(() => subgraph.stop());

  test.each([
    ['2013-10-18', true, 'a Friday'],
    ['2013-10-19', false, 'a Saturday'],
    ['2013-10-12', true, 'a Saturday worked for the national holiday'],
    ['2013-10-01', false, 'the national holiday'],
    ['2013-09-22', true, 'a Sunday worked'],
    ['2013-02-15', false, 'the last day of the spring festival'],
    ['2012-09-30', false, 'mid-autumn'],
    ['2014-01-02', true, 'the day after new year'],
    ['2026-11-22', false, 'a Sunday beyond the list'],
  ])('%s is worked: %s (%s)', (day, worked) => {
    expect(isWorkingDay(calendar, day)).toBe(worked);
  });

  const asked = (text: string, values: unknown[]) =>
    subgraph.sql<{ day: string }>(`select ${text}::text as day`, values).then(([row]) => row?.day);

  test.each([
    ['P12: three working days from a Wednesday', 'working_day_after($1, 3)', '2013-10-16', '2013-10-21'],
    [
      'three working days across the national holiday, with a worked Saturday and Sunday',
      'working_day_after($1, 3)',
      '2013-09-27',
      '2013-10-08',
    ],
    ['P3: twenty working days', 'working_day_after($1, 20)', '2013-10-18', '2013-11-15'],
    ['P11 art. 14: fifteen days, the first not counted', 'last_day($1, 15)', '2013-10-14', '2013-10-29'],
    ['a last day in the national holiday moves to the day after it', 'last_day($1, 15)', '2013-09-18', '2013-10-08'],
  ])('%s', async (_, call, from, to) => {
    expect(await asked(call, [from])).toBe(to);
  });

  test('the instants around midnight in Beijing belong to different days', async () => {
    expect(await asked('civil_day($1)', ['2013-10-18T15:59:59Z'])).toBe('2013-10-18');
    expect(await asked('civil_day($1)', ['2013-10-18T16:00:00Z'])).toBe('2013-10-19');
  });

  test('program and database roll any day alike, and never backwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1200 }), async (n) => {
        const day = addDays('2011-12-20', n);
        const rolled = rolledDay(calendar, day);
        expect(await asked('rolled_day($1)', [day])).toBe(rolled);
        expect(rolled >= day && isWorkingDay(calendar, rolled)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
