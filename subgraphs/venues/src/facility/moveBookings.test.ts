import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildVenue, buildWait, HOLD, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

describe('a closure that moves bookings (2.4.2)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const close = async (facilityId: string, more: object = {}) =>
    (
      await caller(subgraph)(
        'closeFacility',
        'cancelledCount movedCount',
        { facilityId, expectedVersion: 1, from: at('12:00'), to: at('16:00'), reason: '地板维修', moveBookings: true, ...more },
        manager,
      )
    ).data.closeFacility;
  const courts = async (count: number, overrides: Record<string, unknown> = {}) => {
    const venue_id = await buildVenue(subgraph.sql);
    const made = [];
    for (let n = 0; n < count; n++) made.push(await buildFacility(subgraph.sql, { venue_id, ...overrides }));
    return { venue_id, made: made as [string, string, string] };
  };
  const where = async (id: string) =>
    (
      await subgraph.sql<{ at: string; status: string; why: string | null; price: string }>(
        'select facility_id as at, status, move_reason as why, price_fen::text as price from booking where id = $1',
        [id],
      )
    )[0];

  test('bookings of part of a day move to a free court at the price agreed, the rest is cancelled, and all are told', async () => {
    const { made } = await courts(2);
    const [closing, other] = made;
    const build = (facility_id: string, time: string) =>
      buildBooking(subgraph.sql, { facility_id, start_at: at(time), price_fen: 1234 });
    const [morning, moving, stuck] = [
      await build(closing, '10:00'),
      await build(closing, '12:00'),
      await build(closing, '14:00'),
    ];
    await build(other, '14:00');
    // A hold that ran out keeps nobody from the other court, though no task has written that down.
    await buildBooking(subgraph.sql, { facility_id: other, start_at: at('12:00'), status: 'HELD', held_until: at('09:59') });
    const waiting = await buildWait(subgraph.sql, { facility_id: closing, start_at: at('14:00'), end_at: at('15:00') });
    expect(await close(closing)).toEqual({ cancelledCount: 1, movedCount: 1 });
    expect(await where(morning)).toMatchObject({ at: closing, status: 'CONFIRMED', why: null });
    expect(await where(moving)).toEqual({ at: other, status: 'CONFIRMED', why: '地板维修', price: '1234' });
    expect(await where(stuck)).toMatchObject({ at: closing, status: 'CANCELLED' });
    const told = async (id: string) => (await eventsAbout(subgraph.sql, id)).map(({ type, data }) => [type, data.facilityId]);
    expect(await told(moving)).toEqual([['venues.booking.moved', other]]);
    expect(await told(stuck)).toEqual([['venues.booking.cancelled', closing]]);
    expect(await told(waiting)).toEqual([['venues.waitlist.lapsed', closing]]);
  });

  test('what fills an afternoon moves whole, and to free courts only', async () => {
    const { made } = await courts(3);
    const [closing, full] = made;
    for (const hour of ['12', '13', '14', '15'])
      await buildBooking(subgraph.sql, { facility_id: full, start_at: at(`${hour}:00`) });
    const ids = [];
    for (const hour of ['12', '13', '14', '15'])
      ids.push(await buildBooking(subgraph.sql, { facility_id: closing, start_at: at(`${hour}:00`) }));
    expect(await close(closing)).toEqual({ cancelledCount: 0, movedCount: 4 });
    for (const id of ids) expect((await where(id))?.at).toBe(made[2]);
  });

  test.each([
    ['of another kind', { kind: 'TABLE_TENNIS' }],
    ['for fewer people', { capacity: 2 }],
    ['of other slots', { slot_minutes: 30 }],
    ['out of use', { retired_at: at('09:00') }],
    ['used by ticket', { access_mode: 'TICKETED' }],
  ])('a facility %s is no other court', async (_, overrides) => {
    const { venue_id, made } = await courts(1);
    await buildFacility(subgraph.sql, { venue_id, ...overrides });
    const id = await buildBooking(subgraph.sql, { facility_id: made[0], start_at: at('12:00') });
    expect(await close(made[0])).toEqual({ cancelledCount: 1, movedCount: 0 });
    expect((await where(id))?.status).toBe('CANCELLED');
  });

  test('a court that is closed itself, or closes before the end, is none either; unless asked for, nothing moves', async () => {
    const { made } = await courts(2);
    const [closing, other] = made;
    await subgraph.sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '维修')`, [other, at('11:00'), at('12:30')]);
    await subgraph.sql("update opening_hours set closes = '15:30' where facility_id = $1", [other]);
    for (const time of ['12:00', '15:00']) await buildBooking(subgraph.sql, { facility_id: closing, start_at: at(time) });
    expect(await close(closing)).toEqual({ cancelledCount: 2, movedCount: 0 });
    const { made: free } = await courts(2);
    await buildBooking(subgraph.sql, { facility_id: free[0], start_at: at('12:00') });
    expect(await close(free[0], { moveBookings: null })).toEqual({ cancelledCount: 1, movedCount: 0 });
  });

  test('while others hold the free court, each time has one of them', async () => {
    const { made } = await courts(2);
    const [closing, other] = made;
    const hours = ['12', '13', '14', '15'];
    for (const hour of hours) await buildBooking(subgraph.sql, { facility_id: closing, start_at: at(`${hour}:00`) });
    const hold = (hour: string) =>
      subgraph.ask(
        member(newId()),
        HOLD,
        withKey({ facilityId: other, start: at(`${hour}:00`), end: at(`${Number(hour) + 1}:00`) }),
      );
    const [closed, ...holds] = await Promise.all([close(closing), ...hours.map(hold), ...hours.map(hold)]);
    const held = holds.filter(({ errors }) => !errors).length;
    expect([closed.movedCount + closed.cancelledCount, closed.movedCount + held]).toEqual([4, 4]);
  });
});
