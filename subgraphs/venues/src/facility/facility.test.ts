import { newId } from '@union-graph/subgraph';
import { eventuallyHolds, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildMember, buildTariff, buildVenue, HOLD, withKey } from '../../test/build.ts';
import { buildEvent } from '../../test/events.ts';
import { buildOutreach, buildTheatre } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';
import { facilityStatusAt } from './rules.ts';

const FACILITY =
  'facility { id status version areaSqm lengthM widthM openingHours { weekday opens closes } closures { from to reason } }';
const ADD = `mutation ($input: AddFacilityInput!) { addFacility(input: $input) { ${FACILITY} } }`;
const CLOSE = `mutation ($input: CloseFacilityInput!) { closeFacility(input: $input) { cancelledCount ${FACILITY} } }`;
const REOPEN = `mutation ($input: ReopenFacilityInput!) { reopenFacility(input: $input) { ${FACILITY} } }`;
const RETIRE = `mutation ($input: RetireFacilityInput!) { retireFacility(input: $input) { cancelledCount ${FACILITY} } }`;

/** Monday's hours end at nine on Tuesday, whose own begin at eight. */
const INTO_THE_NEXT = [
  { weekday: 1, opens: '21:00', closes: '09:00' },
  { weekday: 2, opens: '08:00', closes: '20:00' },
];

test('2.4.2: time decides whether a facility is in maintenance', () => {
  const closures = [{ from: new Date(at('10:00')), to: new Date(at('12:00')) }];
  const states = ['09:59', '10:00', '11:59', '12:00'].map((time) =>
    facilityStatusAt({ retiredAt: null }, closures, new Date(at(time))),
  );
  expect(states).toEqual(['OPEN', 'MAINTENANCE', 'MAINTENANCE', 'OPEN']);
  expect(facilityStatusAt({ retiredAt: new Date(at('11:00')) }, closures, new Date(at('11:00')))).toBe('RETIRED');
});

describe('facility', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const send = (query: string, input: object, now = at('10:00'), viewer: Viewer = manager) =>
    subgraph.ask(viewer, query, withKey(input), now);
  const code = (...args: Parameters<typeof send>) => subgraph.code(send(...args));
  const court = { nameZh: '羽毛球7号场地', kind: 'BADMINTON', accessMode: 'BOOKABLE', capacity: 4 };
  const walkway = {
    nameZh: '千米健步走廊',
    kind: 'WALKWAY',
    accessMode: 'OPEN_ACCESS',
    capacity: 1000,
    lengthM: 825,
    widthM: 4,
    areaSqm: 8000,
  };
  const closed = (facilityId: string, more: object = {}) => ({
    facilityId,
    expectedVersion: 1,
    to: at('18:00'),
    reason: '地板维修',
    ...more,
  });

  test('S-65, VEN-INV-2: a walkway is open day and night; its area is kept as it was registered', async () => {
    const venueId = await buildVenue(subgraph.sql);
    const { facility } = (await send(ADD, { venueId, ...walkway })).data.addFacility;
    expect(facility).toMatchObject({ areaSqm: 8000, lengthM: 825, widthM: 4, status: 'OPEN' });
    expect(facility.openingHours).toEqual([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })));
    const hours = [{ weekday: 1, opens: '09:00', closes: '21:00' }];
    expect(await code(ADD, { venueId, ...walkway, nameZh: '另一条', openingHours: hours })).toBe('VALIDATION_FAILED');
  });

  test.each([
    ['a slot that does not divide the day', { slotMinutes: 50 }],
    ['a slot that is too short', { slotMinutes: 10 }],
    ['no capacity', { capacity: 0 }],
    ['no name', { nameZh: ' ' }],
    ['an eighth weekday', { openingHours: [{ weekday: 8, opens: '09:00', closes: '21:00' }] }],
    ['a weekday twice', { openingHours: [1, 1].map((weekday) => ({ weekday, opens: '09:00', closes: '21:00' })) }],
    ['a time that is none', { openingHours: [{ weekday: 1, opens: '9:00', closes: '25:00' }] }],
    ['hours into those of the next day', { openingHours: INTO_THE_NEXT }],
    ['opening off the slot', { openingHours: [{ weekday: 1, opens: '09:30', closes: '21:00' }] }],
    ['no width', { widthM: 0 }],
    ['an opening more than a year ahead', { openedOn: '2014-10-20' }],
  ])('BAD_USER_INPUT for %s', async (_, change) => {
    const answer = await send(ADD, { venueId: await buildVenue(subgraph.sql), ...court, ...change });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: Object.keys(change)[0] });
  });

  test('a facility that opens on a day to come is closed until then, or until it is opened before', async () => {
    const venueId = await buildVenue(subgraph.sql);
    const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '09:00', closes: '21:00' }));
    const add = async (openedOn: string) =>
      (await send(ADD, { venueId, ...court, nameZh: `场地 ${newId().slice(-8)}`, openingHours, openedOn })).data.addFacility
        .facility;
    expect(await add('2013-10-19')).toMatchObject({ status: 'OPEN', closures: [] });
    const { id, status, closures } = await add('2013-10-25');
    expect([status, closures]).toEqual([
      'MAINTENANCE',
      [{ from: at('10:00'), to: at('00:00', '2013-10-25'), reason: '2013-10-25 起开放' }],
    ]);
    await buildTariff(subgraph.sql, id);
    const player = member(newId());
    const hold = (day: string) =>
      code(HOLD, { facilityId: id, start: at('10:00', day), end: at('11:00', day) }, undefined, player);
    expect(await hold('2013-10-24')).toBe('OUTSIDE_HOURS');
    expect(await hold('2013-10-25')).toBeNull();
    const reopened = await send(REOPEN, { facilityId: id, expectedVersion: 1 }, at('10:00', '2013-10-22'));
    expect(reopened.data.reopenFacility.facility).toMatchObject({ status: 'OPEN', closures: [] });
    expect(await subgraph.sql('select opened_on::text as day from facility where id = $1', [id])).toEqual([
      { day: '2013-10-22' },
    ]);
    expect(await hold('2013-10-24')).toBeNull();
  });

  test('only the manager of that part of the city, and one name once', async () => {
    const venueId = await buildVenue(subgraph.sql);
    for (const viewer of [member(newId()), staff(newId(), 'CITY_DEPT'), staff(newId(), 'VENUE_MANAGER', '/city/110101/')]) {
      expect(await code(ADD, { venueId, ...court }, undefined, viewer)).toBe('FORBIDDEN');
    }
    expect(await code(ADD, { venueId, ...court })).toBeNull();
    expect(await code(ADD, { venueId, ...court })).toBe('DUPLICATE');
    expect(await code(ADD, { venueId, ...court, nameZh: court.nameZh.split('').join(' ') })).toBe('DUPLICATE');
    expect(await code(ADD, { venueId: newId(), ...court })).toBe('NOT_FOUND');
  });

  test('2.4.2: maintenance cancels what it overlaps, lets holds lapse and leaves the rest', async () => {
    const facility_id = await buildFacility(subgraph.sql);
    const build = (time: string, status = 'CONFIRMED', more: object = {}) =>
      buildBooking(subgraph.sql, { facility_id, status, start_at: at(time), ...more });
    const before = await build('11:00');
    const playing = await build('12:00', 'CHECKED_IN');
    const hit = await build('14:00');
    const held = await build('16:00', 'HELD', { held_until: at('10:05') });
    const after = await build('18:00');
    const { facility, cancelledCount } = (await send(CLOSE, closed(facility_id, { from: at('12:00') }))).data.closeFacility;
    expect([cancelledCount, facility.version, facility.status, facility.closures.length]).toEqual([1, 2, 'OPEN', 1]);
    const states = await subgraph.sql<{ id: string; status: string; reason: string | null }>(
      'select id, status, cancel_reason as reason from booking where facility_id = $1',
      [facility_id],
    );
    const stateOf = (id: string) => states.find((row) => row.id === id);
    expect([before, playing, hit, held, after].map((id) => stateOf(id)?.status)).toEqual([
      'CONFIRMED',
      'CHECKED_IN',
      'CANCELLED',
      'EXPIRED',
      'CONFIRMED',
    ]);
    expect(stateOf(hit)?.reason).toBe('地板维修');
  });

  test('2.4.2: a closure of more than a year is a slip', async () => {
    const facility_id = await buildFacility(subgraph.sql);
    const until = (to: string) => code(CLOSE, closed(facility_id, { from: at('12:00'), to }));
    expect(await until('2033-01-01T00:00:00+08:00')).toBe('BAD_USER_INPUT');
    expect(await until('2014-10-19T12:00:00+08:00')).toBeNull();
  });

  test('2.4.2: every state × every mutation: allowed exactly as the table says', async () => {
    const states: Record<string, (id: string) => Promise<unknown>> = {
      OPEN: async () => undefined,
      MAINTENANCE: (id) =>
        subgraph.sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '维修')`, [id, at('09:00'), at('20:00')]),
      RETIRED: (id) => subgraph.sql('update facility set retired_at = $2 where id = $1', [id, at('09:00')]),
    };
    const found: string[] = [];
    for (const [state, enter] of Object.entries(states)) {
      for (const [verb, query, more] of [
        ['close', CLOSE, { to: at('18:00'), reason: '维修' }],
        ['reopen', REOPEN, {}],
        ['retire', RETIRE, { reason: '拆除' }],
      ] as const) {
        const facilityId = await buildFacility(subgraph.sql);
        await enter(facilityId);
        found.push(`${state} ${verb}: ${(await code(query, { facilityId, expectedVersion: 1, ...more })) ?? 'done'}`);
      }
    }
    expect(found).toEqual([
      'OPEN close: done',
      'OPEN reopen: INVALID_TRANSITION',
      'OPEN retire: INVALID_TRANSITION',
      'MAINTENANCE close: INVALID_TRANSITION',
      'MAINTENANCE reopen: done',
      'MAINTENANCE retire: done',
      'RETIRED close: INVALID_TRANSITION',
      'RETIRED reopen: INVALID_TRANSITION',
      'RETIRED retire: INVALID_TRANSITION',
    ]);
  });

  test('reopened, the facility can be booked at once; retired, it is gone and its bookings are off', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { viewer } = await buildMember(subgraph.sql);
    const hold = () =>
      subgraph.code(subgraph.ask(viewer, HOLD, withKey({ facilityId, start: at('14:00'), end: at('15:00') }), at('10:30')));
    await send(CLOSE, closed(facilityId));
    expect(await hold()).toBe('OUTSIDE_HOURS');
    expect((await send(REOPEN, { facilityId, expectedVersion: 2 }, at('10:20'))).data.reopenFacility.facility).toMatchObject({
      status: 'OPEN',
      version: 3,
      closures: [],
    });
    expect(await hold()).toBeNull();
    await buildBooking(subgraph.sql, { facility_id: facilityId });
    await send(CLOSE, closed(facilityId, { expectedVersion: 3 }), at('10:40'));
    const told = { facilityId, expectedVersion: 4, reason: '电话13812345678' };
    expect(await code(RETIRE, told, at('10:50'))).toBe('VALIDATION_FAILED');
    const retired = await send(RETIRE, { facilityId, expectedVersion: 4, reason: '拆除' }, at('10:50'));
    expect(retired.data.retireFacility).toMatchObject({ cancelledCount: 1, facility: { status: 'RETIRED' } });
    expect(await hold()).toBe('NOT_BOOKABLE');
  });

  test('a facility where an event or a union is expected is not taken out of use', async () => {
    const [theatre, stage, hall] = [
      await buildTheatre(subgraph.sql),
      await buildTheatre(subgraph.sql),
      await buildTheatre(subgraph.sql),
    ];
    await buildEvent(subgraph.sql, { facility_id: theatre });
    await buildOutreach(subgraph.sql, { kind: 'THEATRE', status: 'SCHEDULED', facility_id: stage });
    // What is over keeps nothing in use.
    await buildEvent(subgraph.sql, {
      facility_id: hall,
      starts_at: at('07:00'),
      ends_at: at('08:00'),
      registration_until: at('07:00'),
    });
    const retire = async (facilityId: string) => {
      await send(CLOSE, closed(facilityId));
      return code(RETIRE, { facilityId, expectedVersion: 2, reason: '拆除' }, at('10:30'));
    };
    expect([await retire(theatre), await retire(stage), await retire(hall)]).toEqual([
      'VALIDATION_FAILED',
      'VALIDATION_FAILED',
      null,
    ]);
  });

  test('closures are planned ahead, do not overlap, and need sense, the right version and the right manager', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    expect(await code(CLOSE, closed(facilityId, { from: at('09:00') }))).toBe('BAD_USER_INPUT');
    expect(await code(CLOSE, closed(facilityId, { to: at('10:00') }))).toBe('BAD_USER_INPUT');
    expect(await code(CLOSE, closed(facilityId, { reason: '' }))).toBe('BAD_USER_INPUT');
    expect(await code(CLOSE, closed(facilityId, { reason: '电话13812345678' }))).toBe('VALIDATION_FAILED');
    expect(await code(CLOSE, closed(facilityId, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code(CLOSE, closed(facilityId), undefined, staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBe('FORBIDDEN');
    expect(await code(CLOSE, closed(facilityId, { from: at('16:00') }))).toBeNull();
    expect(await code(CLOSE, closed(facilityId, { from: at('14:00'), to: at('17:00'), expectedVersion: 2 }))).toBe(
      'INVALID_TRANSITION',
    );
    expect(await code(CLOSE, closed(facilityId, { from: at('14:00'), to: at('16:00'), expectedVersion: 2 }))).toBeNull();
  });

  test('a hold waits for a closure that is being made, and sees it', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const closing = subgraph.sql(`do $$ begin
      perform from facility where id = '${facilityId}' for update;
      insert into closure values (gen_random_uuid(), '${facilityId}', '${at('10:00')}', '${at('20:00')}', '维修');
      -- Until the hold waits for it; without a hold that waits, a minute.
      for tick in 1..3000 loop
        exit when exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)));
        perform pg_sleep(0.02);
      end loop;
    end $$`);
    const underWay = `select pid from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
    await eventuallyHolds(async () => expect(await subgraph.sql(underWay)).not.toEqual([]));
    const hold = subgraph.ask(member(newId()), HOLD, withKey({ facilityId, start: at('14:00'), end: at('15:00') }));
    expect(await subgraph.code(hold)).toBe('OUTSIDE_HOURS');
    await closing;
  });

  test('closing while others hold leaves no live booking in the closed time', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const hours = [11, 12, 13, 14, 15, 16, 17];
    const hold = (hour: number) =>
      subgraph.code(
        subgraph.ask(member(newId()), HOLD, withKey({ facilityId, start: at(`${hour}:00`), end: at(`${hour + 1}:00`) })),
      );
    await Promise.all([...hours.map(hold), send(CLOSE, closed(facilityId)), ...hours.map(hold)]);
    const live = await subgraph.sql(`select id from booking where facility_id = $1 and status in ('HELD', 'CONFIRMED')`, [
      facilityId,
    ]);
    expect(live).toEqual([]);
  });
});
