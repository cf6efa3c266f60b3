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
import {
  at,
  buildBooking,
  buildFacility,
  buildMember,
  buildOpenPeriod,
  buildWait,
  CANCEL,
  CONFIRM,
  HOLD,
  withKey,
} from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const ENTRY =
  'entry { id version status position offerExpiresAt window { start end } booking { id version status priceFen audience } }';
const SLOT = { start: at('10:00', '2013-10-20'), end: at('11:00', '2013-10-20') };

describe('the waiting list of a slot (2.4.2)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const call = (...args: Parameters<ReturnType<typeof caller>>) => caller(subgraph)(...args);
  const join = (viewer: Viewer, facilityId: string, more: object = {}, now?: string) =>
    call('joinWaitlist', ENTRY, { facilityId, ...SLOT, ...more }, viewer, now);
  const leave = (viewer: Viewer, entryId: string, expectedVersion = 1, now?: string) =>
    call('leaveWaitlist', ENTRY, { entryId, expectedVersion }, viewer, now);
  const accept = (viewer: Viewer, entryId: string, more: object = {}, now?: string) =>
    call('acceptSlotOffer', ENTRY, { entryId, expectedVersion: 2, ...more }, viewer, now);
  const cancel = (bookingId: string, now?: string, viewer: Viewer = manager) =>
    subgraph.ask(viewer, CANCEL, withKey({ bookingId, expectedVersion: 1, reason: '停电' }), now);
  const mine = async (viewer: Viewer, now?: string) =>
    (
      await subgraph.ask(
        viewer,
        '{ myWaitlist { nodes { id version status position offerExpiresAt booking { id status } } } }',
        {},
        now,
      )
    ).data.myWaitlist.nodes;
  const taken = async () => {
    const facilityId = await buildFacility(subgraph.sql);
    return { facilityId, bookingId: await buildBooking(subgraph.sql, { facility_id: facilityId }) };
  };
  /** Has the real worker run what is due at an instant. */
  const runJobs = async (facilityId: string, now: string) => {
    const [hold] = await subgraph.sql<{ id: string }>("select id from booking where facility_id = $1 and status = 'HELD'", [
      facilityId,
    ]);
    const job = { payload: { bookingId: hold?.id, facilityId }, clockOffset: Date.parse(now) - Date.now() };
    await subgraph.sql(`select graphile_worker.add_job('settle_booking', $1::json, job_key := 'test')`, [JSON.stringify(job)]);
    await eventually(
      async () => (await subgraph.sql("select from graphile_worker._private_jobs where key = 'test'")).length === 0,
    );
  };

  test('first come, first served: a cancelled booking is offered to the first for thirty minutes, who takes it', async () => {
    const { facilityId, bookingId } = await taken();
    const [first, second] = [(await buildMember(subgraph.sql)).viewer, member(newId())];
    const { entry } = (await join(first, facilityId)).data.joinWaitlist;
    expect(entry).toMatchObject({ status: 'WAITING', position: 1, booking: null, window: SLOT });
    expect((await join(second, facilityId)).data.joinWaitlist.entry.position).toBe(2);
    await cancel(bookingId, at('10:05'));
    const [offered] = await mine(first, at('10:06'));
    expect(offered).toMatchObject({ status: 'OFFERED', version: 2, offerExpiresAt: at('10:35'), booking: { status: 'HELD' } });
    expect(await mine(second, at('10:06'))).toMatchObject([{ status: 'WAITING', position: 2 }]);
    expect(await subgraph.code(subgraph.ask(member(newId()), HOLD, withKey({ facilityId, ...SLOT }), at('10:06')))).toBe(
      'SLOT_TAKEN',
    );
    expect((await accept(first, entry.id, {}, at('10:34'))).data.acceptSlotOffer.entry).toMatchObject({
      status: 'TAKEN',
      position: null,
      booking: { status: 'CONFIRMED', priceFen: '2000', audience: 'CARD_HOLDER' },
    });
    expect(await mine(second, at('10:36'))).toMatchObject([{ status: 'WAITING', position: 1 }]);
    expect((await eventsAbout(subgraph.sql, entry.id)).map(({ type }) => type)).toEqual(['venues.waitlist.offered']);
  });

  test('an offer that is not taken lapses by itself and goes to the next, and so on to the last', async () => {
    const { facilityId, bookingId } = await taken();
    const people = [member(newId()), member(newId()), member(newId())] as const;
    for (const each of people) await join(each, facilityId);
    const states = async (now: string) =>
      (await Promise.all(people.map((each) => mine(each, now)))).map(([{ status }]) => status);
    await cancel(bookingId);
    expect(await states(at('10:29'))).toEqual(['OFFERED', 'WAITING', 'WAITING']);
    const [{ id }] = await mine(people[0], at('10:30'));
    expect(await subgraph.code(accept(people[0], id, {}, at('10:30')))).toBe('DEADLINE_PASSED');
    await runJobs(facilityId, at('10:30'));
    expect(await states(at('10:31'))).toEqual(['LAPSED', 'OFFERED', 'WAITING']);
    await runJobs(facilityId, at('11:10'));
    expect(await states(at('11:11'))).toEqual(['LAPSED', 'LAPSED', 'OFFERED']);
    await runJobs(facilityId, at('12:00'));
    expect(await states(at('12:00'))).toEqual(['LAPSED', 'LAPSED', 'LAPSED']);
    expect(await subgraph.code(subgraph.ask(member(newId()), HOLD, withKey({ facilityId, ...SLOT }), at('12:00')))).toBeNull();
    expect((await eventsAbout(subgraph.sql, id)).map(({ type, data }) => [type, data.by])).toEqual([
      ['venues.waitlist.offered', undefined],
      ['venues.waitlist.lapsed', 'TIME'],
    ]);
  });

  test('nobody passes those who wait, though no job has run', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await buildBooking(subgraph.sql, { facility_id: facilityId, status: 'HELD', held_until: at('10:05') });
    await join(member(newId()), facilityId);
    const hold = (now: string) => subgraph.code(subgraph.ask(member(newId()), HOLD, withKey({ facilityId, ...SLOT }), now));
    expect(await hold(at('10:06'))).toBe('SLOT_TAKEN');
    await runJobs(facilityId, at('10:06'));
    const offers = await subgraph.sql<{ status: string }>('select status from waitlist_entry where facility_id = $1', [
      facilityId,
    ]);
    expect(offers).toEqual([{ status: 'OFFERED' }]);
  });

  test('a window is offered when all of it is free, and before that to who wants the free part', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const morning = await buildBooking(subgraph.sql, { facility_id: facilityId });
    const noon = await buildBooking(subgraph.sql, { facility_id: facilityId, start_at: at('11:00', '2013-10-20') });
    const [long, short] = [member(newId()), member(newId())];
    await join(long, facilityId, { end: at('12:00', '2013-10-20') });
    await join(short, facilityId);
    await cancel(morning);
    expect([(await mine(long))[0].status, (await mine(short))[0].status]).toEqual(['WAITING', 'OFFERED']);
    await leave(short, (await mine(short))[0].id, 2);
    await cancel(noon);
    expect([(await mine(long))[0].status, (await mine(short))[0].status]).toEqual(['OFFERED', 'LEFT']);
  });

  test('an offer that is left goes to the next at once; the hold that it was cannot be confirmed any more', async () => {
    const { facilityId, bookingId } = await taken();
    const [first, second] = [member(newId()), member(newId())];
    await join(first, facilityId);
    await join(second, facilityId);
    await cancel(bookingId);
    const [{ id, booking }] = await mine(first);
    expect((await leave(first, id, 2)).data.leaveWaitlist.entry.status).toBe('LEFT');
    expect((await mine(second))[0].status).toBe('OFFERED');
    expect(await subgraph.code(subgraph.ask(first, CONFIRM, withKey({ bookingId: booking.id, expectedVersion: 2 })))).toBe(
      'INVALID_TRANSITION',
    );
    expect(await subgraph.code(accept(first, id, { expectedVersion: 3 }))).toBe('INVALID_TRANSITION');
  });

  test('confirming the hold is taking the offer, too', async () => {
    const { facilityId, bookingId } = await taken();
    const waiter = member(newId());
    await join(waiter, facilityId);
    await cancel(bookingId);
    const [{ booking }] = await mine(waiter);
    await subgraph.ask(waiter, CONFIRM, withKey({ bookingId: booking.id, expectedVersion: 1 }));
    expect((await mine(waiter))[0]).toMatchObject({ status: 'TAKEN', version: 3, booking: { status: 'CONFIRMED' } });
  });

  test('VEN-INV-3, VEN-INV-4: taking an offer asks for the card and the quota like a booking, and offers the public price', async () => {
    const { facilityId, bookingId } = await taken();
    const open = await buildFacility(subgraph.sql);
    const period = await buildOpenPeriod(subgraph.sql, [facilityId, open]);
    const { id: memberId, viewer, cardId } = await buildMember(subgraph.sql);
    for (const day of ['21', '22', '23', '24'])
      await buildBooking(subgraph.sql, {
        ...{ facility_id: open, member_id: memberId, start_at: at('10:00', `2013-10-${day}`), card_id: cardId },
        ...{ audience: 'CARD_HOLDER', price_fen: 0, open_period_id: period },
      });
    await join(viewer, facilityId);
    await cancel(bookingId);
    const [{ id }] = await mine(viewer);
    expect(await subgraph.code(accept(viewer, id))).toBe('QUOTA_EXCEEDED');
    await subgraph.sql("update card_standing set status = 'FROZEN' where member_id = $1", [memberId]);
    expect(await subgraph.code(accept(viewer, id, { audience: 'CARD_HOLDER' }))).toBe('CARD_NOT_ACTIVE');
    expect((await accept(viewer, id)).data.acceptSlotOffer.entry.booking).toMatchObject({ priceFen: '4000', audience: 'WORKER' });
  });

  test('VEN-INV-5: who is suspended joins no list, and is passed over', async () => {
    const { facilityId, bookingId } = await taken();
    const suspended = newId();
    const next = member(newId());
    await join(member(suspended), facilityId);
    await join(next, facilityId);
    await subgraph.sql(
      `insert into suspension (id, member_id, from_on, to_on, reason, imposed_at, scope_path) values (gen_random_uuid(), $1, '2013-10-19', '2013-11-18', '三次未到场', '2013-10-19', '/city/')`,
      [suspended],
    );
    await cancel(bookingId);
    expect([(await mine(member(suspended)))[0].status, (await mine(next))[0].status]).toEqual(['WAITING', 'OFFERED']);
    const other = await taken();
    expect(await subgraph.code(join(member(suspended), other.facilityId))).toBe('BOOKING_SUSPENDED');
  });

  test('VEN-INV-5: who is suspended for what they missed last is passed over, though no task has written that down', async () => {
    const { facilityId, bookingId } = await taken();
    const [suspended, next] = [newId(), member(newId())];
    await join(member(suspended), facilityId);
    await join(next, facilityId);
    for (const day of ['2013-10-01', '2013-10-08', '2013-10-15'])
      await buildBooking(subgraph.sql, { member_id: suspended, start_at: at('10:00', day) });
    await cancel(bookingId);
    expect([(await mine(member(suspended)))[0].status, (await mine(next))[0].status]).toEqual(['WAITING', 'OFFERED']);
  });

  test('only what is taken by others is waited for, once, and within hours and bounds', async () => {
    const { facilityId, bookingId } = await taken();
    const [{ owner } = { owner: '' }] = await subgraph.sql<{ owner: string }>(
      'select member_id as owner from booking where id = $1',
      [bookingId],
    );
    const code = (viewer: Viewer, more: object = {}) => subgraph.code(join(viewer, facilityId, more));
    const viewer = member(newId());
    expect(await code(viewer, { start: at('12:00', '2013-10-20'), end: at('13:00', '2013-10-20') })).toBe('VALIDATION_FAILED');
    expect(await code(viewer, { start: at('22:00', '2013-10-20'), end: at('23:00', '2013-10-20') })).toBe('OUTSIDE_HOURS');
    expect(await code(viewer, { end: at('10:30', '2013-10-20') })).toBe('BAD_USER_INPUT');
    expect(await code(viewer, { start: at('10:00', '2013-11-03'), end: at('11:00', '2013-11-03') })).toBe('BAD_USER_INPUT');
    expect(await code(member(owner))).toBe('DUPLICATE');
    expect(await code(viewer)).toBeNull();
    expect(await code(viewer, { end: at('12:00', '2013-10-20') })).toBe('DUPLICATE');
    const walkway = await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS' }, {});
    expect(await subgraph.code(join(viewer, walkway))).toBe('NOT_BOOKABLE');
  });

  test('in ten lists and no more; those that are over do not count', async () => {
    const id = newId();
    await buildWait(subgraph.sql, { member_id: id, start_at: at('08:00'), end_at: at('09:00') });
    // An offer that ran out is over, too, though no task has written that down.
    const lapsed = await buildWait(subgraph.sql, { member_id: id });
    const booking_id = await buildBooking(subgraph.sql, { member_id: id, status: 'HELD' });
    await subgraph.sql(`update waitlist_entry set status = 'OFFERED', booking_id = $2, offer_expires_at = $3 where id = $1`, [
      lapsed,
      booking_id,
      at('09:59'),
    ]);
    for (let n = 0; n < 9; n++) await buildWait(subgraph.sql, { member_id: id });
    const { facilityId } = await taken();
    expect(await subgraph.code(join(member(id), facilityId))).toBeNull();
    expect(await subgraph.code(join(member(id), (await taken()).facilityId))).toBe('QUOTA_EXCEEDED');
  });

  test('a stranger learns of no place in the list; its manager sees all of them and does nothing with them', async () => {
    const memberId = newId();
    const id = await buildWait(subgraph.sql, { member_id: memberId, status: 'OFFERED' });
    for (const stranger of [member(newId()), staff(newId(), 'VENUE_MANAGER', '/city/110106/'), staff(newId(), 'CITY_DEPT')]) {
      expect(await subgraph.code(accept(stranger, id, { expectedVersion: 1 }))).toBe('NOT_FOUND');
      expect(await subgraph.code(leave(stranger, id))).toBe('NOT_FOUND');
    }
    expect(await subgraph.code(accept(manager, id, { expectedVersion: 1 }))).toBe('FORBIDDEN');
    const [row] = await subgraph.sql<{ facility: string }>('select facility_id as facility from waitlist_entry where id = $1', [
      id,
    ]);
    const list = `{ waitlist(facilityId: "${row?.facility}") { totalCount nodes { member { id } position } } }`;
    expect((await subgraph.ask(manager, list)).data.waitlist).toEqual({
      totalCount: 1,
      nodes: [{ member: { id: memberId }, position: 1 }],
    });
    const elsewhere = staff(newId(), 'VENUE_MANAGER', '/city/110106/');
    expect((await subgraph.ask(elsewhere, list)).data.waitlist.totalCount).toBe(0);
  });

  test('never two holders: thirty join, cancel, hold and take at once', async () => {
    const { facilityId, bookingId } = await taken();
    const people = Array.from({ length: 10 }, () => member(newId()));
    for (const each of people.slice(0, 5)) await join(each, facilityId);
    const take = async (viewer: Viewer) => {
      const [own] = await mine(viewer);
      return own ? accept(viewer, own.id, { expectedVersion: own.version }) : null;
    };
    const rush = people.flatMap((each) => [
      join(each, facilityId),
      subgraph.ask(each, HOLD, withKey({ facilityId, ...SLOT })),
      take(each),
    ]);
    const answers = await Promise.all([cancel(bookingId), ...rush]);
    expect(answers.filter((answer) => answer?.errors?.[0]?.extensions.code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
    const live = await subgraph.sql<{ member: string }>(
      "select member_id as member from booking where facility_id = $1 and status in ('HELD', 'CONFIRMED')",
      [facilityId],
    );
    expect(live).toEqual([{ member: people[0]?.personId }]);
  });

  test('the database itself keeps a slot from two who are offered it', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await buildWait(subgraph.sql, { facility_id: facilityId, status: 'OFFERED' });
    await expect(buildWait(subgraph.sql, { facility_id: facilityId, status: 'OFFERED' })).rejects.toMatchObject({
      constraint: 'booking_no_overlap',
    });
  });
});
