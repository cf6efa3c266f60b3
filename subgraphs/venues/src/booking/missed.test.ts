import { newId } from '@union-graph/subgraph';
import { eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildVenue, CANCEL, CHECK_IN, HOLD, NO_SHOW, withKey } from '../../test/build.ts';
import { buildGroup, buildRecurring } from '../../test/groups.ts';
import { venues } from '../subgraph.ts';

const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
const LIFT = 'mutation ($input: LiftSuspensionInput!) { liftSuspension(input: $input) { suspension { id liftedAt version } } }';
const OF_MEMBER =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { suspension { id from to reason version } } } }';
const [LAST, OVER] = [at('10:59', '2013-10-20'), at('11:00', '2013-10-20')];

describe('a booking past its end to which nobody came, before any task has run (2.4.2, VEN-INV-5)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const booked = (member_id: string, day: string, more: object = {}) =>
    buildBooking(subgraph.sql, { member_id, start_at: at('10:00', day), ...more });
  /** A member with two bookings that were missed, and a third one that is over at 11:00 on 20 October. */
  const withThree = async () => {
    const id = newId();
    for (const day of ['2013-10-01', '2013-10-08']) await booked(id, day);
    return { id, third: await booked(id, '2013-10-20') };
  };
  const suspensionOf = async (id: string, now: string, viewer = member(id)) =>
    (await subgraph.ask(viewer, OF_MEMBER, { r: [{ __typename: 'Member', id }] }, now)).data._entities[0].suspension;
  const hold = async (id: string, now: string) => {
    const input = {
      facilityId: await buildFacility(subgraph.sql),
      start: at('14:00', '2013-10-21'),
      end: at('15:00', '2013-10-21'),
    };
    return subgraph.code(subgraph.ask(member(id), HOLD, withKey({ ...input, audience: 'WORKER' }), now));
  };

  test('reads as NO_SHOW, by id and in every list', async () => {
    const id = newId();
    const facilityId = await buildFacility(subgraph.sql);
    const bookingId = await booked(id, '2013-10-20', { facility_id: facilityId });
    const read = async (now: string) => {
      const query = `{ booking(id: "${bookingId}") { status } myBookings { nodes { status } } upcoming: myBookings(upcoming: true) { totalCount } }`;
      const { booking, myBookings, upcoming } = (await subgraph.ask(member(id), query, {}, now)).data;
      const day = `{ bookings(facilityId: "${facilityId}", on: "2013-10-20") { nodes { status } } }`;
      const { bookings } = (await subgraph.ask(manager, day, {}, now)).data;
      return [booking.status, myBookings.nodes[0].status, bookings.nodes[0].status, upcoming.totalCount];
    };
    expect(await read(LAST)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 1]);
    expect(await read(OVER)).toEqual(['NO_SHOW', 'NO_SHOW', 'NO_SHOW', 0]);
  });

  test.each([
    ['cancelBooking', CANCEL, { reason: '停电' }],
    ['checkIn', CHECK_IN, {}],
    ['markNoShow', NO_SHOW, {}],
  ])('%s is refused', async (_, query, more) => {
    const bookingId = await booked(newId(), '2013-10-20');
    const act = (now: string) =>
      subgraph.code(subgraph.ask(manager, query, withKey({ bookingId, expectedVersion: 1, ...more }), now));
    expect([await act(OVER), await act(LAST)]).toEqual(['INVALID_TRANSITION', null]);
  });

  test('the third one suspends from its end on: as it is read, and whoever acts', async () => {
    const { id, third } = await withThree();
    const expected = { id: third, from: '2013-10-20', to: '2013-11-19', version: 1, reason: '90 天内 3 次预订未到场' };
    expect([await suspensionOf(id, LAST), await suspensionOf(id, OVER)]).toEqual([null, expected]);
    expect([await suspensionOf(id, at('23:59', '2013-11-19')), await suspensionOf(id, at('00:00', '2013-11-20'))]).toEqual([
      expected,
      null,
    ]);
    expect(await suspensionOf(id, OVER, manager)).toEqual(expected);
    expect(await suspensionOf(id, OVER, staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBeNull();
    expect([await hold(id, LAST), await hold(id, OVER)]).toEqual([null, 'BOOKING_SUSPENDED']);
  });

  test('twenty tasks at once write it down once, and tell once', async () => {
    const { id, third } = await withThree();
    const job = JSON.stringify({ payload: { bookingId: third }, clockOffset: Date.parse(OVER) - Date.now() });
    await subgraph.sql(`select graphile_worker.add_job('settle_booking', $1::json) from generate_series(1, 20)`, [job]);
    while ((await subgraph.sql('select from graphile_worker._private_jobs where run_at <= now()')).length > 0);
    const found = await subgraph.sql('select status, no_show_at from booking where id = $1', [third]);
    expect(found).toEqual([{ status: 'NO_SHOW', no_show_at: new Date(OVER) }]);
    expect(await subgraph.sql('select id, from_on::text, version from suspension where member_id = $1', [id])).toEqual([
      { id: third, from_on: '2013-10-20', version: 1 },
    ]);
    const told = await eventsAbout(subgraph.sql, third);
    expect(told).toMatchObject([{ type: 'venues.booking.noShow', data: { suspendedTo: '2013-11-19' } }]);
  });

  test('a manager lifts it before it is written, and it does not come back', async () => {
    const { id, third } = await withThree();
    const input = withKey({ suspensionId: third, expectedVersion: 1, reason: '生病住院，有证明' });
    expect(await subgraph.code(subgraph.ask(member(newId()), LIFT, input, OVER))).toBe('NOT_FOUND');
    expect((await subgraph.ask(manager, LIFT, input, OVER)).data.liftSuspension.suspension).toMatchObject({
      id: third,
      version: 2,
    });
    expect([await suspensionOf(id, OVER), await hold(id, OVER)]).toEqual([null, null]);
  });

  test('one that a manager marks counts those that ended before', async () => {
    const id = newId();
    for (const day of ['2013-10-01', '2013-10-08']) await booked(id, day);
    const input = withKey({ bookingId: await booked(id, '2013-10-20'), expectedVersion: 1 });
    const { markNoShow } = (await subgraph.ask(manager, NO_SHOW, input, at('10:15', '2013-10-20'))).data;
    expect(markNoShow.suspension).toMatchObject({ from: '2013-10-20' });
  });

  test('the times of a group are missed, too, and suspend nobody', async () => {
    const leaderId = newId();
    const venue_id = await buildVenue(subgraph.sql);
    const facilityId = await buildFacility(subgraph.sql, { venue_id });
    const groupId = await buildGroup(subgraph.sql, { venue_id, leader_id: leaderId });
    const recurringId = await buildRecurring(subgraph.sql, { groupId, facilityId, leaderId });
    for (const day of ['2013-10-06', '2013-10-13'])
      await booked(leaderId, day, { recurring_id: recurringId, facility_id: facilityId, audience: 'GROUP' });
    expect([await suspensionOf(leaderId, OVER), await hold(leaderId, OVER)]).toEqual([null, null]);
    expect(await subgraph.sql('select distinct status from booking where recurring_id = $1', [recurringId])).toEqual([
      { status: 'NO_SHOW' },
    ]);
  });
});
