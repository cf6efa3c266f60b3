import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  at,
  buildBooking,
  buildFacility,
  buildMember,
  buildOpenPeriod,
  buildSuspension,
  CANCEL,
  CHECK_IN,
  CONFIRM,
  HOLD,
  NO_SHOW,
  withKey,
} from '../../test/build.ts';
import { venues } from '../subgraph.ts';
import { BOOKING_TRANSITIONS, type BookingStatus, bookingStatusAt } from './rules.ts';

describe('the life of a booking', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const send = (viewer: Viewer, query: string, bookingId: string, more: object = {}, now = at('10:00')) =>
    subgraph.ask(viewer, query, withKey({ bookingId, expectedVersion: 1, ...more }), now);
  const code = (...args: Parameters<typeof send>) => subgraph.code(send(...args));
  const held = async (viewer: Viewer, more: object = {}, overrides: { openMonth?: boolean } = {}) => {
    const facilityId = await buildFacility(subgraph.sql);
    if (overrides.openMonth) await buildOpenPeriod(subgraph.sql, [facilityId]);
    const input = withKey({ facilityId, start: at('14:00'), end: at('15:00'), ...more });
    return (await subgraph.ask(viewer, HOLD, input)).data.holdSlot.booking as { id: string };
  };
  const jobs = (task: string, id: string) =>
    subgraph.sql<{ payload: { event?: { type: string; data: object } } }>(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 and j.payload::text like $2`,
      [task, `%${id}%`],
    );

  test('J-03: held, confirmed at price 0, checked in by the booker, completed when its time is over', async () => {
    const { viewer } = await buildMember(subgraph.sql);
    const { id } = await held(viewer, {}, { openMonth: true });
    expect((await send(viewer, CONFIRM, id)).data.confirmBooking.booking).toMatchObject({
      status: 'CONFIRMED',
      version: 2,
      priceFen: '0',
      heldUntil: null,
    });
    const checkedIn = await send(viewer, CHECK_IN, id, { expectedVersion: 2 }, at('13:45'));
    expect(checkedIn.data.checkIn.booking).toMatchObject({ status: 'CHECKED_IN', checkedInAt: at('13:45') });
    const read = async (now: string) =>
      (await subgraph.ask(viewer, `{ booking(id: "${id}") { status } }`, {}, now)).data.booking.status;
    expect([await read(at('14:59')), await read(at('15:00'))]).toEqual(['CHECKED_IN', 'COMPLETED']);
    expect(await jobs('settle_booking', id)).toHaveLength(3);
  });

  test('a hold that is not confirmed in five minutes cannot be confirmed any more', async () => {
    const { viewer } = await buildMember(subgraph.sql);
    expect(await code(viewer, CONFIRM, (await held(viewer)).id, {}, at('10:05'))).toBe('INVALID_TRANSITION');
    expect(await code(viewer, CONFIRM, (await held(viewer)).id, {}, at('10:04'))).toBeNull();
  });

  test('VEN-INV-4: the card is looked at when the booking is confirmed, and the public price offered', async () => {
    const { viewer, cardId } = await buildMember(subgraph.sql);
    const { id } = await held(viewer);
    await subgraph.sql(`update card_standing set status = 'FROZEN' where card_id = $1`, [cardId]);
    const refused = await send(viewer, CONFIRM, id);
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining('public price'),
      extensions: { code: 'CARD_NOT_ACTIVE' },
    });
    expect((await send(viewer, CONFIRM, id, { audience: 'WORKER' })).data.confirmBooking.booking).toMatchObject({
      status: 'CONFIRMED',
      priceFen: '4000',
      audience: 'WORKER',
    });
  });

  test('VEN-INV-4: losing the card after the confirmation does not raise the price', async () => {
    const { viewer, cardId } = await buildMember(subgraph.sql);
    const { id } = await held(viewer);
    await send(viewer, CONFIRM, id);
    await subgraph.sql(`update card_standing set status = 'LOST' where card_id = $1`, [cardId]);
    expect((await send(viewer, CHECK_IN, id, { expectedVersion: 2 }, at('14:00'))).data.checkIn.booking).toMatchObject({
      status: 'CHECKED_IN',
      priceFen: '2000',
    });
  });

  test('VEN-INV-3: who changes to the card price at confirmation needs quota for it', async () => {
    const { id: memberId, viewer, cardId } = await buildMember(subgraph.sql);
    const { id } = await held(viewer, { audience: 'WORKER' }, { openMonth: true });
    const [period] = await subgraph.sql<{ id: string }>(
      'select pf.open_period_id as id from open_period_facility pf join booking b using (facility_id) where b.id = $1',
      [id],
    );
    for (const day of ['20', '21', '22', '23']) {
      await buildBooking(subgraph.sql, {
        member_id: memberId,
        start_at: at('10:00', `2013-10-${day}`),
        audience: 'CARD_HOLDER',
        price_fen: 0,
        open_period_id: period?.id,
        card_id: cardId,
      });
    }
    expect(await code(viewer, CONFIRM, id, { audience: 'CARD_HOLDER' })).toBe('QUOTA_EXCEEDED');
    await subgraph.sql(
      `update booking set status = 'CANCELLED', cancelled_at = start_at where member_id = $1 and day = '2013-10-23'`,
      [memberId],
    );
    expect((await send(viewer, CONFIRM, id, { audience: 'CARD_HOLDER' })).data.confirmBooking.booking).toMatchObject({
      priceFen: '0',
      openPeriod: { nameZh: '羽毛球免费开放月' },
    });
  });

  test('a member cancels until two hours before; the slot is free again', async () => {
    const { viewer } = await buildMember(subgraph.sql);
    const { id } = await held(viewer);
    await send(viewer, CONFIRM, id);
    expect(await code(viewer, CANCEL, id, { expectedVersion: 2 }, at('12:01'))).toBe('DEADLINE_PASSED');
    const cancelled = (await send(viewer, CANCEL, id, { expectedVersion: 2 }, at('12:00'))).data.cancelBooking.booking;
    expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelReason: null });
    const again = withKey({ facilityId: cancelled.facility.id, start: at('14:00'), end: at('15:00') });
    expect(await subgraph.code(subgraph.ask(member(newId()), HOLD, again, at('12:00')))).toBeNull();
  });

  test('a manager cancels at any time, with a reason', async () => {
    const id = await buildBooking(subgraph.sql);
    const late = at('10:30', '2013-10-20');
    expect(await code(manager, CANCEL, id, {}, late)).toBe('BAD_USER_INPUT');
    expect(await code(manager, CANCEL, id, { reason: '  ' }, late)).toBe('BAD_USER_INPUT');
    expect((await send(manager, CANCEL, id, { reason: '停电' }, late)).data.cancelBooking.booking).toMatchObject({
      status: 'CANCELLED',
      cancelReason: '停电',
    });
  });

  test('2.4.2: every state × every mutation: allowed exactly as the table says', async () => {
    const verbs: [string, string, BookingStatus, object, string][] = [
      ['confirmBooking', CONFIRM, 'CONFIRMED', {}, at('09:00', '2013-10-20')],
      ['cancelBooking', CANCEL, 'CANCELLED', { reason: '停电' }, at('08:00', '2013-10-20')],
      ['checkIn', CHECK_IN, 'CHECKED_IN', {}, at('10:20', '2013-10-20')],
      ['markNoShow', NO_SHOW, 'NO_SHOW', {}, at('10:20', '2013-10-20')],
    ];
    const found: string[] = [];
    const expected: string[] = [];
    for (const status of Object.keys(BOOKING_TRANSITIONS) as BookingStatus[]) {
      for (const [verb, query, to, more, now] of verbs) {
        const memberId = newId();
        const id = await buildBooking(subgraph.sql, { member_id: memberId, status });
        const viewer = verb === 'markNoShow' ? manager : member(memberId);
        found.push(`${status} ${verb}: ${(await code(viewer, query, id, more, now)) ?? 'done'}`);
        const [row] = await subgraph.sql<{ start: Date; end: Date; heldUntil: Date | null }>(
          'select start_at as start, end_at as end, held_until as "heldUntil" from booking where id = $1',
          [id],
        );
        const from = bookingStatusAt(
          { start: row?.start as Date, end: row?.end as Date, heldUntil: row?.heldUntil ?? null, leaderless: false, status },
          new Date(now),
        );
        expected.push(`${status} ${verb}: ${BOOKING_TRANSITIONS[from].includes(to) ? 'done' : 'INVALID_TRANSITION'}`);
      }
    }
    expect(found).toEqual(expected);
    expect(found.filter((line) => line.endsWith('done'))).toHaveLength(4);
  });

  test('a stale version is refused, and another member does not learn that the booking exists', async () => {
    const { id: memberId, viewer } = await buildMember(subgraph.sql);
    const id = await buildBooking(subgraph.sql, { member_id: memberId });
    expect(await code(viewer, CANCEL, id, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    const strangers = [
      member(newId()),
      staff(newId(), 'VENUE_MANAGER', '/city/110101/'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'),
    ];
    for (const stranger of strangers) {
      for (const query of [CONFIRM, CANCEL, CHECK_IN, NO_SHOW]) expect(await code(stranger, query, id)).toBe('NOT_FOUND');
    }
    expect(await code(viewer, NO_SHOW, id, {}, at('10:20', '2013-10-20'))).toBe('FORBIDDEN');
    expect(await code(viewer, CANCEL, 'nonsense')).toBe('NOT_FOUND');
    expect(await code(manager, CONFIRM, id)).toBe('FORBIDDEN');
  });

  test('of 20 parallel confirmations one counts', async () => {
    const { viewer } = await buildMember(subgraph.sql);
    const { id } = await held(viewer);
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(viewer, CONFIRM, id)));
    expect(codes.filter((each) => each === null)).toHaveLength(1);
    expect(codes.filter((each) => each === 'VERSION_CONFLICT')).toHaveLength(19);
  });

  test('VEN-INV-5: who was suspended since they held a slot does not confirm it', async () => {
    const { id: memberId, viewer } = await buildMember(subgraph.sql);
    const { id } = await held(viewer);
    await buildSuspension(subgraph.sql, { member_id: memberId });
    expect(await code(viewer, CONFIRM, id)).toBe('BOOKING_SUSPENDED');
  });
});
