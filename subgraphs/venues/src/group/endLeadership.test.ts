import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  eventually,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildVenue, CHAOYANG, CHECK_IN, NO_SHOW, withKey } from '../../test/build.ts';
import { buildPlacedMember, tellLife } from '../../test/events.ts';
import { buildGroup, buildRecurring } from '../../test/groups.ts';
import { venues } from '../subgraph.ts';

type Viewer = Parameters<TestSubgraph['ask']>[0];

/** The leaders' union; the groups train in another district. */
const UNION = '/city/110101/u/';
const [LAST, OVER] = [at('10:59', '2013-10-20'), at('11:00', '2013-10-20')];

describe('a group whose leader has died (S-71)', () => {
  let subgraph: TestSubgraph;
  let venueId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
    venueId = await buildVenue(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const officer = staff(newId(), 'JOINT_UNION_OFFICER', UNION);
  const districtAdmin = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
  const GROUP = 'group { id version status leader { id } withoutLeaderSince }';
  const call = (verb: string, fields: string, input: object, viewer: Viewer) => caller(subgraph)(verb, fields, input, viewer);
  const hand = (who: Viewer, groupId: string, memberId: string, expectedVersion: number) =>
    call('handOverGroup', GROUP, { groupId, memberId, expectedVersion }, who);
  const accept = (memberId: string, groupId: string, expectedVersion: number) =>
    call('acceptGroup', GROUP, { groupId, expectedVersion }, member(memberId));
  const died = (memberId: string) => tellLife(subgraph, memberId);
  /** A group with a time on 2013-10-20, 10:00–11:00, and its leader, who is in a union. */
  const led = async (more: Record<string, unknown> = {}, scopePath = UNION) => {
    const leaderId = await buildPlacedMember(subgraph.sql, scopePath);
    const groupId = await buildGroup(subgraph.sql, { leader_id: leaderId, venue_id: venueId, ...more });
    const facilityId = await buildFacility(subgraph.sql, { venue_id: venueId });
    await buildRecurring(subgraph.sql, { groupId, facilityId, leaderId });
    const [booking] = await subgraph.sql<{ id: string }>('select id from booking where facility_id = $1', [facilityId]);
    return { leaderId, groupId, facilityId, bookingId: booking?.id as string };
  };
  const leaderless = async (scopePath?: string) => {
    const made = await led({}, scopePath);
    expect(await died(made.leaderId)).toBe(204);
    return made;
  };
  const readGroup = async (who: Viewer, groupId: string) =>
    (
      await subgraph.ask(
        who,
        `{ fitnessGroup(id: "${groupId}") { status withoutLeaderSince leader { id } recurring { weekday } } }`,
      )
    ).data.fitnessGroup;
  const readStatus = async (bookingId: string, now: string) =>
    (await subgraph.ask(manager, `{ booking(id: "${bookingId}") { status } }`, {}, now)).data.booking.status;
  const settle = async (bookingId: string, now: string) => {
    const job = JSON.stringify({ payload: { bookingId }, clockOffset: Date.parse(now) - Date.now() });
    await subgraph.sql(`select graphile_worker.add_job('settle_booking', $1::json, job_key => $2)`, [job, now + bookingId]);
    const open = 'select from graphile_worker.jobs where key = $1';
    await eventually(async () => (await subgraph.sql(open, [now + bookingId])).length === 0);
    const [row] = await subgraph.sql('select status, cancelled_at, no_show_at from booking where id = $1', [bookingId]);
    return row;
  };

  test('waits for another leader, and keeps its times; the manager and the leader’s union see since when, and others do not', async () => {
    const { groupId, bookingId } = await leaderless();
    const seen = { status: 'WITHOUT_LEADER', leader: null, recurring: [{ weekday: 7 }], withoutLeaderSince: expect.any(String) };
    for (const who of [manager, officer, districtAdmin]) expect(await readGroup(who, groupId)).toEqual(seen);
    const hidden = { status: 'WITHOUT_LEADER', leader: null, recurring: null, withoutLeaderSince: null };
    const others = [
      member(newId()),
      staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/w/'),
      staff(newId(), 'STATION_STAFF', UNION),
      staff(newId(), 'DISTRICT_ADMIN', CHAOYANG),
    ];
    for (const who of others) expect(await readGroup(who, groupId)).toEqual(hidden);
    expect(await readStatus(bookingId, LAST)).toBe('CONFIRMED');
    const waiting = `{ fitnessGroups(venueId: "${venueId}", status: WITHOUT_LEADER, first: 100) { nodes { id status } } }`;
    const listed = (await subgraph.ask(officer, waiting)).data.fitnessGroups.nodes;
    expect(listed).toContainEqual({ id: groupId, status: 'WITHOUT_LEADER' });
    expect(new Set(listed.map(({ status }: { status: string }) => status)).size).toBe(1);
  });

  test('a leader in no union: the administrator of the district of residence finds the next one', async () => {
    const { groupId } = await leaderless('/city/');
    expect(await readGroup(staff(newId(), 'DISTRICT_ADMIN', '/city/110102/'), groupId)).toMatchObject({ recurring: [{}] });
    expect(await readGroup(districtAdmin, groupId)).toMatchObject({ recurring: null });
  });

  test('the officer of the leader’s union hands it over; who accepts has its times', async () => {
    const { groupId, bookingId, leaderId } = await leaderless();
    const next = await buildPlacedMember(subgraph.sql);
    expect(await subgraph.code(hand(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/w/'), groupId, next, 2))).toBe(
      'FORBIDDEN',
    );
    expect((await hand(officer, groupId, next, 2)).data.handOverGroup.group.status).toBe('WITHOUT_LEADER');
    const { group } = (await accept(next, groupId, 3)).data.acceptGroup;
    expect(group).toMatchObject({ status: 'ACTIVE', leader: { id: next }, withoutLeaderSince: null });
    const [row] = await subgraph.sql('select member_id, leaderless, version from booking where id = $1', [bookingId]);
    expect(row).toEqual({ member_id: next, leaderless: false, version: 3 });
    expect(await subgraph.code(hand(officer, groupId, leaderId, 4))).toBe('FORBIDDEN');
    expect(await readStatus(bookingId, OVER)).toBe('NO_SHOW');
  });

  test('the next leader whom the leader named before may still accept; one who has died may not, and nobody waits for them', async () => {
    const [next, gone] = [await buildPlacedMember(subgraph.sql), await buildPlacedMember(subgraph.sql)];
    const named = await led({ next_leader_id: next });
    await died(named.leaderId);
    expect((await accept(next, named.groupId, 2)).data.acceptGroup.group.status).toBe('ACTIVE');
    const other = await led({ next_leader_id: gone });
    await died(gone);
    expect(await subgraph.code(accept(gone, other.groupId, 2))).toBe('VALIDATION_FAILED');
    expect(await subgraph.sql('select next_leader_id from fitness_group where id = $1', [other.groupId])).toEqual([
      { next_leader_id: null },
    ]);
    expect(await readGroup(member(other.leaderId), other.groupId)).toMatchObject({ status: 'ACTIVE', withoutLeaderSince: null });
    const refused = await hand(member(other.leaderId), other.groupId, gone, 2);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'memberId' });
  });

  test('a time to which nobody comes is cancelled when it is over, at reading and as it is written down', async () => {
    const { bookingId, facilityId } = await leaderless();
    expect([await readStatus(bookingId, LAST), await readStatus(bookingId, OVER)]).toEqual(['CONFIRMED', 'CANCELLED']);
    const read = `{ bookings(facilityId: "${facilityId}", on: "2013-10-20") { nodes { status cancelReason } } }`;
    const day = async (now: string) => (await subgraph.ask(manager, read, {}, now)).data.bookings.nodes;
    const cancelled = [{ status: 'CANCELLED', cancelReason: '团队负责人已去世，无人接任' }];
    expect(await day(LAST)).toEqual([{ status: 'CONFIRMED', cancelReason: null }]);
    expect(await day(OVER)).toEqual(cancelled);
    expect(await settle(bookingId, LAST)).toMatchObject({ status: 'CONFIRMED' });
    expect(await settle(bookingId, OVER)).toEqual({ status: 'CANCELLED', cancelled_at: new Date(OVER), no_show_at: null });
    expect(await day(OVER)).toEqual(cancelled);
    const told = await eventsAbout(subgraph.sql, bookingId);
    expect(told.map(({ type, data }) => [type, data.by])).toEqual([['venues.booking.cancelled', 'DEATH']]);
  });

  test('nobody is missed at it; to those who come the manager opens the door', async () => {
    const [missed, used] = [await leaderless(), await leaderless()];
    const act = (document: string, bookingId: string) =>
      subgraph.ask(manager, document, withKey({ bookingId, expectedVersion: 2 }), at('10:30', '2013-10-20'));
    expect(await subgraph.code(act(NO_SHOW, missed.bookingId))).toBe('VALIDATION_FAILED');
    expect((await act(CHECK_IN, used.bookingId)).data.checkIn.booking.status).toBe('CHECKED_IN');
    expect(await settle(used.bookingId, OVER)).toMatchObject({ status: 'COMPLETED' });
  });

  test('a time counts as booked once somebody comes to it', async () => {
    const { bookingId } = await leaderless();
    const usage = `{ venueUsage(districtCode: "110105", period: { from: "2013-10-20", to: "2013-10-20" }) { venue { id } bookings } }`;
    const count = async () => {
      const { venueUsage } = (await subgraph.ask(manager, usage)).data;
      return venueUsage.find(({ venue }: { venue: { id: string } }) => venue.id === venueId).bookings;
    };
    const before = await count();
    await subgraph.ask(manager, CHECK_IN, withKey({ bookingId, expectedVersion: 2 }), at('10:30', '2013-10-20'));
    expect(await count()).toBe(before + 1);
  });

  test('VEN-INV-8: a time to which nobody came leaves the rest of its evening to other groups', async () => {
    const { facilityId, bookingId } = await leaderless();
    const evening = `start_at = '${at('17:00', '2013-10-22')}', end_at = '${at('19:00', '2013-10-22')}', day = '2013-10-22'`;
    await subgraph.sql(`update booking set ${evening} where id = $1`, [bookingId]);
    const other = await led();
    const book = (now: string) => {
      const input = { groupId: other.groupId, facilityId, weekday: 2, start: '19:00', end: '20:00', until: '2013-10-22' };
      return subgraph.code(caller(subgraph)('bookRecurring', 'bookedCount', input, member(other.leaderId), now));
    };
    expect(await book(at('18:59', '2013-10-22'))).toBe('QUOTA_EXCEEDED');
    expect(await book(at('19:00', '2013-10-22'))).toBeNull();
  });

  test('what the leader themselves missed before is settled alone', async () => {
    const { leaderId, bookingId } = await leaderless();
    const missed = await buildBooking(subgraph.sql, { member_id: leaderId, start_at: at('10:00', '2013-10-12') });
    expect(await settle(missed, OVER)).toMatchObject({ status: 'NO_SHOW' });
    expect(await settle(bookingId, OVER)).toMatchObject({ status: 'CANCELLED' });
  });

  test('what is over when the word of the death comes, stays as time decided it', async () => {
    const { leaderId, bookingId } = await led();
    await subgraph.sql(
      `update booking set start_at = start_at - interval '7 days', end_at = end_at - interval '7 days', day = day - 7 where id = $1`,
      [bookingId],
    );
    await died(leaderId);
    expect(await readStatus(bookingId, OVER)).toBe('NO_SHOW');
  });

  test('the database keeps what waits and what has a leader apart', async () => {
    const { groupId, bookingId } = await leaderless();
    const set = (what: string) => subgraph.sql(`update ${what}`);
    const group = `where id = '${groupId}'`;
    const refusals = [
      [`fitness_group set leader_id = gen_random_uuid() ${group}`, 'fitness_group_vacant'],
      [`fitness_group set vacant_path = null ${group}`, 'fitness_group_vacant'],
      [`booking set recurring_id = null where id = '${bookingId}'`, 'booking_leaderless'],
      [`booking set status = 'NO_SHOW', no_show_at = end_at where id = '${bookingId}'`, 'booking_leaderless'],
    ] as const;
    for (const [what, constraint] of refusals) await expect(set(what)).rejects.toMatchObject({ constraint });
  });

  test.each([1, 2, 3, 4, 5])('no group is left to who has died, whatever is done at that moment (%i)', async () => {
    const dying = await buildPlacedMember(subgraph.sql, UNION);
    const own = await led({ leader_id: dying });
    const [handed, other] = [await led({ next_leader_id: dying }), await led()];
    const court = await buildFacility(subgraph.sql, { venue_id: venueId });
    const tuesdays = { weekday: 2, start: '12:00', end: '13:00', until: '2013-11-30' };
    await Promise.all([
      accept(dying, handed.groupId, 1),
      hand(member(other.leaderId), other.groupId, dying, 1),
      call('bookRecurring', 'bookedCount', { groupId: own.groupId, facilityId: court, ...tuesdays }, member(dying)),
      call('registerFitnessGroup', GROUP, { nameZh: `队 ${newId()}`, venueId, size: 9 }, member(dying)),
      died(dying),
    ]);
    expect(await subgraph.sql('select id from fitness_group where $1 in (leader_id, next_leader_id)', [dying])).toEqual([]);
    const answered = await subgraph.sql(
      `select b.id from booking b join recurring_booking r on r.id = b.recurring_id join fitness_group g on g.id = r.group_id
       where b.status = 'CONFIRMED' and g.id = any($1::uuid[]) and b.leaderless <> (g.leader_id is null)`,
      [[own.groupId, handed.groupId, other.groupId]],
    );
    expect(answered).toEqual([]);
  });
});
