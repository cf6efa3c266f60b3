import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildFacility, buildMember, buildOpenPeriod, buildVenue, CHAOYANG, HOLD, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';
import { isWithinHours, minutesOnDay, slotsBetween } from './rules.ts';

const span = (from: string, day: string, to: string, endDay = day) => ({
  start: new Date(at(from, day)),
  end: new Date(at(to, endDay)),
});
const [SATURDAY, SUNDAY, MONDAY] = ['2013-10-19', '2013-10-20', '2013-10-21'] as const;
const LATE = [{ weekday: 6, opens: '18:00', closes: '02:00' }];
const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));

test.each([
  [LATE, span('23:00', SATURDAY, '01:00', SUNDAY), true],
  [LATE, span('00:00', SUNDAY, '02:00'), true],
  [LATE, span('01:00', SUNDAY, '03:00'), false],
  [LATE, span('00:00', SATURDAY, '01:00'), false],
  [LATE, span('17:00', SATURDAY, '19:00'), false],
  [ALWAYS, span('23:00', SUNDAY, '01:00', MONDAY), true],
  [[...LATE, { weekday: 7, opens: '02:00', closes: '09:00' }], span('01:00', SUNDAY, '03:00'), true],
  [[...LATE, { weekday: 7, opens: '03:00', closes: '09:00' }], span('01:00', SUNDAY, '04:00'), false],
])('2.4.6: hours over midnight %# hold a time: %s', (hours, asked, isOpen) => expect(isWithinHours(hours, asked)).toBe(isOpen));

test('slots go on over midnight until the closing time of the day before', () => {
  const slots = slotsBetween(60, LATE, span('23:00', SATURDAY, '09:00', SUNDAY));
  expect(slots.map(({ start }) => start.toISOString())).toEqual([
    at('23:00', SATURDAY),
    at('00:00', SUNDAY),
    at('01:00', SUNDAY),
  ]);
});

test('the minutes of a time belong to the days they lie on', () => {
  const asked = span('23:00', SATURDAY, '01:30', SUNDAY);
  expect([SATURDAY, SUNDAY, MONDAY].map((day) => minutesOnDay(asked, day))).toEqual([60, 90, 0]);
});

describe('over midnight (2.4.6, S-68)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const NOVEMBER = '2013-11-01';
  const OCTOBER = '2013-10-31';
  const NOW = at('10:00', '2013-10-25');

  async function alwaysOpen(): Promise<string> {
    const id = await buildFacility(subgraph.sql);
    await subgraph.sql(`update opening_hours set opens = '00:00', closes = '24:00' where facility_id = $1`, [id]);
    return id;
  }
  const hold = async (facilityId: string, asked: { start: Date; end: Date }, more: object = {}, who?: { viewer: Viewer }) => {
    const { viewer } = who ?? (await buildMember(subgraph.sql));
    return subgraph.ask(viewer, HOLD, withKey({ facilityId, ...asked, ...more }), NOW);
  };
  type Viewer = Parameters<TestSubgraph['ask']>[0];

  test('across the end of an open month each day has its own price', async () => {
    const facilityId = await alwaysOpen();
    await buildOpenPeriod(subgraph.sql, [facilityId]);
    const night = span('23:00', OCTOBER, '02:00', NOVEMBER);
    expect((await hold(facilityId, night)).data.holdSlot.booking).toMatchObject({
      priceFen: '4000',
      openPeriod: { nameZh: '羽毛球免费开放月' },
    });
    const other = await alwaysOpen();
    await buildOpenPeriod(subgraph.sql, [other], { from_on: NOVEMBER, to_on: '2013-11-30' });
    expect((await hold(other, night)).data.holdSlot.booking.priceFen).toBe('2000');
    expect((await hold(await alwaysOpen(), night, { audience: 'WORKER' })).data.holdSlot.booking.priceFen).toBe('12000');
  });

  test('VEN-INV-3: the free minutes of a day are those on it', async () => {
    const facilityId = await alwaysOpen();
    const who = await buildMember(subgraph.sql);
    await buildOpenPeriod(subgraph.sql, [facilityId]);
    const codes = [];
    for (const asked of [
      span('23:00', '2013-10-28', '01:00', '2013-10-29'),
      span('10:00', '2013-10-29', '12:00'),
      span('10:00', '2013-10-29', '11:00'),
      span('22:00', '2013-10-29', '23:00'),
      span('09:00', '2013-10-28', '10:00'),
    ])
      codes.push(await subgraph.code(hold(facilityId, asked, {}, who)));
    expect(codes).toEqual([null, 'QUOTA_EXCEEDED', null, 'QUOTA_EXCEEDED', null]);
  });

  test('two open periods that follow each other have a quota each: nobody books across them', async () => {
    const facilityId = await alwaysOpen();
    await buildOpenPeriod(subgraph.sql, [facilityId]);
    await buildOpenPeriod(subgraph.sql, [facilityId], { from_on: NOVEMBER, to_on: '2013-11-30' });
    const night = span('23:00', OCTOBER, '01:00', NOVEMBER);
    expect(await subgraph.code(hold(facilityId, night))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(hold(facilityId, night, { audience: 'WORKER' }))).toBeNull();
  });

  test('a time that goes over the closing time is OUTSIDE_HOURS, wherever that lies', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await subgraph.sql(`update opening_hours set opens = '18:00', closes = '02:00' where facility_id = $1`, [facilityId]);
    expect(await subgraph.code(hold(facilityId, span('23:00', OCTOBER, '03:00', NOVEMBER)))).toBe('OUTSIDE_HOURS');
    expect(await subgraph.code(hold(facilityId, span('23:00', OCTOBER, '02:00', NOVEMBER)))).toBeNull();
    expect(await subgraph.code(hold(await buildFacility(subgraph.sql), span('20:00', OCTOBER, '22:00')))).toBe('OUTSIDE_HOURS');
  });

  test('hours that reach into those of the next day are refused, by the database, too', async () => {
    const venueId = await buildVenue(subgraph.sql);
    const add = (openingHours: object[]) =>
      subgraph.ask(
        staff(newId(), 'VENUE_MANAGER', CHAOYANG),
        'mutation ($input: AddFacilityInput!) { addFacility(input: $input) { facility { openingHours { weekday } } } }',
        withKey({ venueId, nameZh: newId(), kind: 'BADMINTON', accessMode: 'BOOKABLE', capacity: 4, openingHours }),
      );
    const late = (weekday: number) => ({ weekday, opens: '18:00', closes: '02:00' });
    expect(await subgraph.code(add([late(6), late(7), { weekday: 1, opens: '02:00', closes: '09:00' }]))).toBeNull();
    expect(await subgraph.code(add([late(6), { weekday: 7, opens: '01:00', closes: '09:00' }]))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(add([late(7), { weekday: 1, opens: '01:00', closes: '09:00' }]))).toBe('BAD_USER_INPUT');
    const facilityId = await buildFacility(subgraph.sql);
    await expect(
      subgraph.sql(`update opening_hours set closes = '09:01', opens = '10:00' where facility_id = $1 and weekday = 7`, [
        facilityId,
      ]),
    ).rejects.toThrow('opening_hours_no_overlap');
  });
});
