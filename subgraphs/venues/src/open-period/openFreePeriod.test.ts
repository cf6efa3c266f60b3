import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFacility, buildOpenPeriod, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';
import { assertWithinQuota } from './rules.ts';

const OPEN =
  'mutation ($input: OpenFreePeriodInput!) { openFreePeriod(input: $input) { openPeriod { nameZh from to personalQuota { minutesPerDay perPeriod } facilities { id } } } }';
const PERIOD = { nameZh: '开放月', from: '2013-10-01', to: '2013-10-31', minutesPerDay: 120, perPeriod: 4 };

test.each([
  [3, 0, 120, true],
  [4, 0, 60, false],
  [0, 60, 60, true],
  [0, 61, 60, false],
  [0, 0, 121, false],
])('VEN-INV-3: after %i bookings and %i minutes that day, %i more: %s', (bookings, minutesThatDay, minutes, allowed) => {
  const attempt = () => assertWithinQuota(PERIOD, { bookings, minutesThatDay }, minutes);
  if (allowed) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(expect.objectContaining({ code: 'QUOTA_EXCEEDED' }));
});

describe('open periods', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const open = (facilityIds: readonly string[], more: object = {}, viewer = manager) =>
    subgraph.ask(
      viewer,
      OPEN,
      withKey({ nameZh: '羽毛球免费开放月', facilityIds, from: '2013-11-01', to: '2013-11-30', ...more }),
    );
  const code = (...args: Parameters<typeof open>) => subgraph.code(open(...args));

  test('S-68: a month is announced, two hours a day and four bookings unless told', async () => {
    const ids = [await buildFacility(subgraph.sql), await buildFacility(subgraph.sql)];
    const { openPeriod } = (await open(ids)).data.openFreePeriod;
    expect(openPeriod).toMatchObject({
      from: '2013-11-01',
      to: '2013-11-30',
      personalQuota: { minutesPerDay: 120, perPeriod: 4 },
    });
    expect(openPeriod.facilities.map(({ id }: { id: string }) => id).sort()).toEqual([...ids].sort());
  });

  test('refusals: not bookable, twice at a time, days, quotas, scope, ids', async () => {
    const id = await buildFacility(subgraph.sql);
    expect(await code([await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS' })])).toBe('NOT_BOOKABLE');
    expect(await code([id], { from: '2013-10-18' })).toBe('BAD_USER_INPUT');
    expect(await code([id], { to: '2013-10-31' })).toBe('BAD_USER_INPUT');
    expect(await code([id], { perPeriod: 0 })).toBe('BAD_USER_INPUT');
    expect(await code([])).toBe('BAD_USER_INPUT');
    expect(await code([id, id])).toBe('BAD_USER_INPUT');
    expect(await code([id, newId()])).toBe('NOT_FOUND');
    expect(await code([id], {}, staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBe('FORBIDDEN');
    expect(await code([id], {}, member(newId()))).toBe('FORBIDDEN');
    expect(await code([id])).toBeNull();
    expect(await code([id], { from: '2013-11-30', to: '2013-12-31' })).toBe('DUPLICATE');
    expect(await code([id], { from: '2013-12-01', to: '2013-12-31' })).toBeNull();
  });

  test('openPeriods lists those under way on the day, first and last day included', async () => {
    const id = await buildFacility(subgraph.sql);
    await buildOpenPeriod(subgraph.sql, [id], { name_zh: '四月开放月', from_on: '2013-04-01', to_on: '2013-04-30' });
    const on = async (day: string) =>
      (await subgraph.ask(member(newId()), `{ openPeriods(on: "${day}") { nameZh facilities { id } } }`)).data.openPeriods;
    expect(await Promise.all(['2013-03-31', '2013-05-01'].map(on))).toEqual([[], []]);
    for (const day of ['2013-04-01', '2013-04-30'])
      expect(await on(day)).toEqual([{ nameZh: '四月开放月', facilities: [{ id }] }]);
  });
});
