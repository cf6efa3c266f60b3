import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildSuspension, buildVenue, buildWait, CHAOYANG } from '../../test/build.ts';
import { buildPlacedMember } from '../../test/events.ts';
import { buildGroup, buildRecurring } from '../../test/groups.ts';
import { venues } from '../subgraph.ts';

describe('fitness groups (S-71)', () => {
  let subgraph: TestSubgraph;
  /** The venue of the groups and their courts. */
  let venueId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
    venueId = await buildVenue(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const BOOKED = 'bookedCount skipped { on reason } recurring { id version weekday until exceptions }';
  const GROUP = 'group { id version status size leader { id } }';
  /** Tuesdays, 18:00–20:00, from the data's today to the end of November: half of the evening of a court that closes at nine. */
  const TUESDAYS = { weekday: 2, start: '18:00', end: '20:00', until: '2013-11-30' };
  const book = (viewer: Viewer, groupId: string, facilityId: string, more: object = {}, now?: string) =>
    caller(subgraph)('bookRecurring', BOOKED, { groupId, facilityId, ...TUESDAYS, ...more }, viewer, now);
  const call = (verb: string, fields: string, input: object, viewer: Viewer) => caller(subgraph)(verb, fields, input, viewer);
  const led = async () => {
    const leaderId = newId();
    return {
      leaderId,
      viewer: member(leaderId),
      groupId: await buildGroup(subgraph.sql, { leader_id: leaderId, venue_id: venueId }),
    };
  };
  const bookings = (facilityId: string) =>
    subgraph.sql<{ id: string; day: string; status: string; audience: string; price: string; member: string }>(
      `select id, day, status, audience, price_fen::text as price, member_id as member from booking where facility_id = $1 order by start_at`,
      [facilityId],
    );
  /** A court that closes at 22:00: 300 prime minutes, of which groups may have 150. */
  const lateCourt = async (prices?: Record<string, number>) => {
    const id = await buildFacility(subgraph.sql, { venue_id: venueId }, prices);
    await subgraph.sql("update opening_hours set closes = '22:00' where facility_id = $1", [id]);
    return id;
  };

  test('who registers a group leads it; its name and size are public, its leader and its times are not', async () => {
    const viewer = member(newId());
    const input = { nameZh: '晨练队', venueId, size: 24 };
    const { group } = (await call('registerFitnessGroup', GROUP, input, viewer)).data.registerFitnessGroup;
    expect(group).toMatchObject({ status: 'ACTIVE', size: 24, leader: { id: viewer.personId } });
    expect(await subgraph.code(call('registerFitnessGroup', GROUP, { ...input, nameZh: '晨 练队' }, member(newId())))).toBe(
      'DUPLICATE',
    );
    const list = `{ fitnessGroups(venueId: "${venueId}") { nodes { nameZh size leader { id } recurring { id } } } }`;
    const read = async (who: Viewer) =>
      (await subgraph.ask(who, list)).data.fitnessGroups.nodes.find(({ nameZh }: { nameZh: string }) => nameZh === '晨练队');
    expect(await read(member(newId()))).toEqual({ nameZh: '晨练队', size: 24, leader: null, recurring: null });
    for (const who of [viewer, manager])
      expect(await read(who)).toEqual({ nameZh: '晨练队', size: 24, leader: { id: viewer.personId }, recurring: [] });
  });

  test('books every Tuesday until its last day at the group price; exceptions and closures are left out and told', async () => {
    const { viewer, groupId, leaderId } = await led();
    const facilityId = await lateCourt({ RESIDENT: 4000, GROUP: 1000 });
    await subgraph.sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '维修')`, [
      facilityId,
      at('19:30', '2013-11-12'),
      at('21:00', '2013-11-12'),
    ]);
    const more = { end: '20:00', exceptions: ['2013-10-29'] };
    const answer = (await book(viewer, groupId, facilityId, more)).data.bookRecurring;
    expect(answer).toMatchObject({
      bookedCount: 4,
      skipped: [
        { on: '2013-10-29', reason: 'EXCEPTION' },
        { on: '2013-11-12', reason: 'CLOSED' },
      ],
    });
    const made = await bookings(facilityId);
    expect(made.map(({ day }) => day)).toEqual(['2013-10-22', '2013-11-05', '2013-11-19', '2013-11-26']);
    for (const one of made)
      expect(one).toMatchObject({ status: 'CONFIRMED', audience: 'GROUP', price: '2000', member: leaderId });
    expect((await eventsAbout(subgraph.sql, made[0]?.id as string)).map(({ type }) => type)).toEqual([
      'venues.booking.confirmed',
    ]);
  });

  test('public holidays are left out by the calendar of the year', async () => {
    const { viewer, groupId } = await led();
    const facilityId = await lateCourt();
    const answer = await book(
      viewer,
      groupId,
      facilityId,
      { from: '2013-09-20', until: '2013-10-10' },
      at('10:00', '2013-09-19'),
    );
    expect(answer.data.bookRecurring.skipped).toEqual([{ on: '2013-10-01', reason: 'HOLIDAY' }]);
    expect((await bookings(facilityId)).map(({ day }) => day)).toEqual(['2013-09-24', '2013-10-08']);
  });

  test('VEN-INV-8: half of the prime hours of a day and no more, by whatever groups', async () => {
    const facilityId = await lateCourt();
    const [one, other] = [await led(), await led()];
    const code = (who: typeof one, more: object) => subgraph.code(book(who.viewer, who.groupId, facilityId, more));
    expect(await code(one, { start: '18:00', end: '21:00' })).toBe('QUOTA_EXCEEDED');
    expect(await code(one, { start: '17:00', end: '19:00' })).toBeNull();
    const refused = await book(other.viewer, other.groupId, facilityId, { start: '20:00', end: '21:00' });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'QUOTA_EXCEEDED', rule: 'VEN-INV-8' });
    // What a group has had of an evening counts on, whether they came or not.
    await subgraph.sql(
      "update booking set status = 'NO_SHOW', no_show_at = end_at where facility_id = $1 and start_at::time = '09:00'",
      [facilityId],
    );
    expect(await code(other, { start: '20:00', end: '21:00' })).toBe('QUOTA_EXCEEDED');
    expect(await code(other, { start: '09:00', end: '17:00' })).toBeNull();
    expect(await code(other, { weekday: 3, start: '20:00', end: '22:00' })).toBeNull();
    await subgraph.sql(
      "update booking set status = 'CANCELLED', cancelled_at = start_at, no_show_at = null where facility_id = $1 and start_at::time = '09:00'",
      [facilityId],
    );
    expect(await code(other, { start: '20:00', end: '22:00' })).toBeNull();
  });

  test('VEN-INV-8: thirty groups at once never get more than half of any evening', async () => {
    const facilityId = await lateCourt();
    const groups = await Promise.all(Array.from({ length: 30 }, led));
    const hours = ['17', '18', '19', '20', '21'];
    const codes = await Promise.all(
      groups.map(({ viewer, groupId }, n) => {
        const hour = Number(hours[n % 5]);
        return subgraph.code(book(viewer, groupId, facilityId, { start: `${hour}:00`, end: `${hour + 1}:00` }));
      }),
    );
    expect(codes.filter((each) => each === null)).toHaveLength(2);
    for (const each of codes) expect([null, 'SLOT_TAKEN', 'QUOTA_EXCEEDED']).toContain(each);
    const perDay = await subgraph.sql<{ hours: number }>(
      'select count(*)::int as hours from booking where facility_id = $1 group by day',
      [facilityId],
    );
    expect(new Set(perDay.map(({ hours: count }) => count))).toEqual(new Set([2]));
  });

  test('what somebody has is refused with its days, and booked around them', async () => {
    const { viewer, groupId } = await led();
    const facilityId = await lateCourt();
    await buildBooking(subgraph.sql, { facility_id: facilityId, start_at: at('19:00', '2013-10-29') });
    const refused = await book(viewer, groupId, facilityId);
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining('2013-10-29'),
      extensions: { code: 'SLOT_TAKEN' },
    });
    expect(await bookings(facilityId)).toHaveLength(1);
    await subgraph.sql('update booking set member_id = $2 where facility_id = $1', [facilityId, viewer.personId]);
    expect((await book(viewer, groupId, facilityId)).errors?.[0]?.message).toMatch(/^You, by bookings of your own, have part/);
    expect(await subgraph.code(book(viewer, groupId, facilityId, { exceptions: ['2013-10-29'] }))).toBeNull();
  });

  test.each([
    ['another weekday', '2013-10-30'],
    ['a day before the first', '2013-10-15'],
    ['a day after the last', '2013-12-03'],
  ])('an exception that is none of the days of the group is refused by name: %s', async (_, day) => {
    const { viewer, groupId } = await led();
    const facilityId = await lateCourt();
    const refused = await book(viewer, groupId, facilityId, { exceptions: ['2013-10-29', day] });
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining(day),
      extensions: { code: 'BAD_USER_INPUT', field: 'exceptions' },
    });
    expect(refused.errors?.[0]?.message).not.toContain('2013-10-29');
    expect(await bookings(facilityId)).toEqual([]);
  });

  test.each([
    ['BAD_USER_INPUT', 'an eighth weekday', { weekday: 8 }],
    ['BAD_USER_INPUT', 'a time that is none', { start: '6pm' }],
    ['BAD_USER_INPUT', 'an end before the start', { end: '17:00' }],
    ['BAD_USER_INPUT', 'times off the slots', { start: '18:30' }],
    ['BAD_USER_INPUT', 'a first day in the past', { from: '2013-10-18' }],
    ['BAD_USER_INPUT', 'a last day before the first', { until: '2013-10-18' }],
    ['BAD_USER_INPUT', 'more than half a year', { until: '2014-04-21' }],
    ['BAD_USER_INPUT', 'a half-year of another time', { from: '2030-01-01', until: '2030-06-01' }],
    ['OUTSIDE_HOURS', 'a time at which it is closed', { start: '21:00', end: '23:00' }],
    ['VALIDATION_FAILED', 'no day at all', { until: '2013-10-21' }],
  ])('%s for %s', async (expected, _, change) => {
    const { viewer, groupId } = await led();
    expect(await subgraph.code(book(viewer, groupId, await lateCourt(), change))).toBe(expected);
  });

  test('a group has its times at its own venue, also by the database', async () => {
    const { viewer, groupId, leaderId } = await led();
    const elsewhere = await buildFacility(subgraph.sql);
    expect(await subgraph.code(book(viewer, groupId, elsewhere))).toBe('VALIDATION_FAILED');
    await expect(buildRecurring(subgraph.sql, { groupId, facilityId: elsewhere, leaderId })).rejects.toMatchObject({
      constraint: 'recurring_booking_in_venue',
    });
  });

  test('one person leads five groups and no more, of twenty that are registered or accepted at once', async () => {
    const viewer = member(newId());
    for (let n = 0; n < 3; n++) await buildGroup(subgraph.sql, { leader_id: viewer.personId, venue_id: venueId });
    const handed = [];
    for (let n = 0; n < 10; n++)
      handed.push(await buildGroup(subgraph.sql, { next_leader_id: viewer.personId, venue_id: venueId }));
    const codes = await Promise.all(
      handed.flatMap((groupId) => [
        subgraph.code(call('registerFitnessGroup', GROUP, { nameZh: `队 ${newId()}`, venueId, size: 9 }, viewer)),
        subgraph.code(call('acceptGroup', GROUP, { groupId, expectedVersion: 1 }, viewer)),
      ]),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(2);
    expect(codes.filter((code) => code === 'QUOTA_EXCEEDED')).toHaveLength(18);
  });

  test('a group has fourteen times of the week and no more; one that is over or given up does not count', async () => {
    const { viewer, groupId, leaderId } = await led();
    const facilityId = await lateCourt();
    for (let n = 0; n < 13; n++) await buildRecurring(subgraph.sql, { groupId, facilityId: await lateCourt(), leaderId });
    const hour = (from: number) =>
      subgraph.code(book(viewer, groupId, facilityId, { start: `${from}:00`, end: `${from + 1}:00` }));
    const codes = await Promise.all([10, 11, 12, 13, 14].map(hour));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'QUOTA_EXCEEDED')).toHaveLength(4);
    await subgraph.sql(`update recurring_booking set cancelled_at = '2013-10-19' where group_id = $1 and weekday = 7`, [groupId]);
    expect(await hour(15)).toBeNull();
  });

  test('no recurrence is without an end', async () => {
    const { viewer, groupId } = await led();
    const answer = book(viewer, groupId, await lateCourt(), { until: null });
    expect(await subgraph.code(answer)).toBe('BAD_USER_INPUT');
  });

  test('not by others, not in too small a place, not on the walkway, not while the leader is suspended', async () => {
    const { viewer, groupId, leaderId } = await led();
    const code = async (who: Viewer, facilityId: string) => subgraph.code(book(who, groupId, facilityId));
    expect(await code(member(newId()), await lateCourt())).toBe('FORBIDDEN');
    expect(await code(manager, await lateCourt())).toBe('FORBIDDEN');
    expect(await code(viewer, await buildFacility(subgraph.sql, { venue_id: venueId, capacity: 3 }))).toBe('VALIDATION_FAILED');
    expect(await code(viewer, await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS' }, {}))).toBe('NOT_BOOKABLE');
    await buildSuspension(subgraph.sql, { member_id: leaderId });
    expect(await code(viewer, await lateCourt())).toBe('BOOKING_SUSPENDED');
  });

  test('what is given up is free at once for those who wait; a manager says why', async () => {
    const { viewer, groupId, leaderId } = await led();
    const facilityId = await buildFacility(subgraph.sql, { venue_id: venueId });
    const recurringId = await buildRecurring(subgraph.sql, { groupId, facilityId, leaderId });
    const waiting = await buildWait(subgraph.sql, { facility_id: facilityId });
    const cancel = (who: Viewer, more: object = {}) =>
      call('cancelRecurring', 'cancelledCount recurring { cancelledAt }', { recurringId, expectedVersion: 1, ...more }, who);
    expect(await subgraph.code(cancel(member(newId())))).toBe('NOT_FOUND');
    expect(await subgraph.code(cancel(manager))).toBe('BAD_USER_INPUT');
    expect((await cancel(viewer)).data.cancelRecurring).toEqual({ cancelledCount: 1, recurring: { cancelledAt: at('10:00') } });
    expect(await subgraph.code(cancel(viewer, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.sql('select status from waitlist_entry where id = $1', [waiting])).toEqual([{ status: 'OFFERED' }]);
  });

  test('a group goes over when the next leader accepts, with the times to come', async () => {
    const { viewer, groupId, leaderId } = await led();
    const facilityId = await buildFacility(subgraph.sql, { venue_id: venueId });
    await buildRecurring(subgraph.sql, { groupId, facilityId, leaderId });
    const nextId = await buildPlacedMember(subgraph.sql);
    const hand = (who: Viewer, memberId: string, expectedVersion = 1) =>
      call('handOverGroup', GROUP, { groupId, memberId, expectedVersion }, who);
    const accept = (who: Viewer, expectedVersion = 2) => call('acceptGroup', GROUP, { groupId, expectedVersion }, who);
    expect(await subgraph.code(accept(member(nextId), 1))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(hand(member(newId()), nextId))).toBe('FORBIDDEN');
    // Whether an id is a member's is not told: it is taken, and nobody accepts; the group is handed over anew.
    expect((await hand(viewer, newId())).data.handOverGroup.group.leader).toEqual({ id: leaderId });
    expect((await hand(viewer, nextId, 2)).data.handOverGroup.group.leader).toEqual({ id: leaderId });
    expect(await subgraph.code(accept(viewer, 3))).toBe('FORBIDDEN');
    expect((await accept(member(nextId), 3)).data.acceptGroup.group.leader).toEqual({ id: nextId });
    expect((await bookings(facilityId)).map((one) => one.member)).toEqual([nextId]);
    expect(await subgraph.code(hand(viewer, leaderId, 4))).toBe('FORBIDDEN');
  });

  test('J-17: when the leader’s data are erased, the manager of the venue hands the group over', async () => {
    const { groupId, leaderId } = await led();
    await subgraph.send({ type: 'organisation.member.erased', subject: leaderId, data: { memberId: leaderId } });
    const read = await subgraph.ask(manager, `{ fitnessGroup(id: "${groupId}") { status leader { id } } }`);
    expect(read.data.fitnessGroup).toEqual({ status: 'WITHOUT_LEADER', leader: null });
    const memberId = await buildPlacedMember(subgraph.sql);
    expect(await subgraph.code(call('handOverGroup', GROUP, { groupId, memberId, expectedVersion: 1 }, manager))).toBeNull();
    const taken = await call('acceptGroup', GROUP, { groupId, expectedVersion: 2 }, member(memberId));
    expect(taken.data.acceptGroup.group.status).toBe('ACTIVE');
  });

  test('VEN-INV-5: a time that a group missed does not count against its leader', async () => {
    const { groupId, leaderId } = await led();
    const facilityId = await buildFacility(subgraph.sql, { venue_id: venueId });
    const recurringId = await buildRecurring(subgraph.sql, { groupId, facilityId, leaderId });
    for (const day of ['2013-10-06', '2013-10-13'])
      await buildBooking(subgraph.sql, { status: 'NO_SHOW', member_id: leaderId, start_at: at('10:00', day) });
    const [own] = await subgraph.sql<{ id: string }>('select id from booking where recurring_id = $1', [recurringId]);
    const missed = await caller(subgraph)(
      'markNoShow',
      'suspension { id }',
      { bookingId: own?.id, expectedVersion: 1 },
      manager,
      at('10:20', '2013-10-20'),
    );
    expect(missed.data.markNoShow.suspension).toBeNull();
  });
});
