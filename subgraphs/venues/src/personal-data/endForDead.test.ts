import { newId } from '@union-graph/subgraph';
import { caller, listenerTo, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildMember, buildWait, HOLD, withKey } from '../../test/build.ts';
import { buildEvent, buildPlacedMember, buildRegistration, tellLife } from '../../test/events.ts';
import { venues } from '../subgraph.ts';

const TEN_TIMES = Array.from({ length: 10 }, (_, index) => index + 1);
const SLOT = { start: at('10:00', '2013-10-20'), end: at('11:00', '2013-10-20') };

describe('what a member waits for or has booked when the word of their death comes', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const died = (memberId: string, version?: number, hasDied?: boolean) => tellLife(subgraph, memberId, { version, hasDied });
  const statusOf = async (table: 'booking' | 'waitlist_entry' | 'registration', where: Record<string, string>) => {
    const [[column, value]] = Object.entries(where) as [[string, string]];
    return (await subgraph.sql<{ status: string }>(`select status from ${table} where ${column} = $1 order by id`, [value])).map(
      ({ status }) => status,
    );
  };

  test('a booking is off, and the slot is offered to who waits; a wait and an offer are over', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const [booker, first, second] = [newId(), newId(), newId()];
    const booking = await buildBooking(subgraph.sql, { facility_id: facilityId, member_id: booker });
    for (const member_id of [first, second]) await buildWait(subgraph.sql, { facility_id: facilityId, member_id });
    expect(await died(booker)).toBe(204);
    expect(await subgraph.sql('select status, cancel_reason as reason from booking where id = $1', [booking])).toEqual([
      { status: 'CANCELLED', reason: '本人已去世' },
    ]);
    expect(await statusOf('waitlist_entry', { member_id: first })).toEqual(['OFFERED']);
    await died(first);
    expect(await statusOf('waitlist_entry', { member_id: first })).toEqual(['LAPSED']);
    expect(await statusOf('booking', { member_id: first })).toEqual(['EXPIRED']);
    expect(await statusOf('waitlist_entry', { member_id: second })).toEqual(['OFFERED']);
    await died(second);
    const { viewer } = await buildMember(subgraph.sql);
    const { data } = await subgraph.ask(viewer, HOLD, withKey({ facilityId, ...SLOT }));
    expect(data.holdSlot.booking.status).toBe('HELD');
  });

  test('a seat goes to who waits; what was used, or lies behind, stays', async () => {
    const eventId = await buildEvent(subgraph.sql, { capacity: 1 });
    const [holder, waits] = [newId(), newId()];
    await buildRegistration(subgraph.sql, { event_id: eventId, member_id: holder });
    await buildRegistration(subgraph.sql, { event_id: eventId, member_id: waits, status: 'WAITLISTED' });
    const past = await buildBooking(subgraph.sql, {
      member_id: holder,
      start_at: at('10:00', '2013-10-12'),
      status: 'COMPLETED',
    });
    await died(holder);
    expect(await statusOf('registration', { member_id: holder })).toEqual(['CANCELLED']);
    expect(await statusOf('registration', { member_id: waits })).toEqual(['CONFIRMED']);
    expect(await statusOf('booking', { id: past })).toEqual(['COMPLETED']);
    const used = await buildRegistration(subgraph.sql, { status: 'CHECKED_IN' });
    await died(used.viewer.personId as string);
    expect(await statusOf('registration', { id: used.id })).toEqual(['CHECKED_IN']);
  });

  test.each(TEN_TIMES)('nobody has a seat, or waits for one, who registers at that moment (%i)', async () => {
    const memberId = await buildPlacedMember(subgraph.sql);
    const [free, full] = [await buildEvent(subgraph.sql), await buildEvent(subgraph.sql, { capacity: 1 })];
    await buildRegistration(subgraph.sql, { event_id: full });
    const register = (eventId: string) =>
      subgraph.code(caller(subgraph)('registerForEvent', 'registrations { id }', { eventId }, member(memberId)));
    const [status] = await Promise.all([died(memberId), register(free), register(full)]);
    expect(status).toBe(204);
    for (const one of await statusOf('registration', { member_id: memberId })) expect(one).toBe('CANCELLED');
  });

  test('a word of a death that was taken back since ends nothing, and neither does one of the living', async () => {
    const memberId = newId();
    const booking = await buildBooking(subgraph.sql, { member_id: memberId });
    await died(memberId, 3, false);
    await died(memberId, 2);
    expect(await statusOf('booking', { id: booking })).toEqual(['CONFIRMED']);
  });

  test('nobody acts by the login of somebody who has died', async () => {
    const memberId = newId();
    const booking = await buildBooking(subgraph.sql, { member_id: memberId, start_at: at('10:00', '2013-10-19') });
    await subgraph.sql(
      `insert into member_place (member_id, scope_path, has_died, seen_version) values ($1, '/city/', true, 1)`,
      [memberId],
    );
    const checkIn = 'mutation ($input: CheckInInput!) { checkIn(input: $input) { booking { status } } }';
    const { errors } = await subgraph.ask(
      member(memberId),
      checkIn,
      withKey({ bookingId: booking, expectedVersion: 1 }),
      at('10:00'),
    );
    expect(errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
  });
});
