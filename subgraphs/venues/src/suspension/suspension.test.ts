import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, NO_SHOW, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';
import { holds, windowStart } from './rules.ts';

const LIFT = 'mutation ($input: LiftSuspensionInput!) { liftSuspension(input: $input) { suspension { id liftedAt version } } }';
const OF_MEMBER =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { suspension { id from to version } } } }';

test('VEN-INV-5: a suspension holds on both its ends', () => {
  const ban = { from: '2013-10-19', to: '2013-11-18', liftedAt: null };
  expect(['2013-10-18', '2013-10-19', '2013-11-18', '2013-11-19'].map((day) => holds(ban, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(holds({ ...ban, liftedAt: new Date() }, '2013-10-20')).toBe(false);
});

test('VEN-INV-5, 2.0 «Days»: the 90th day before counts', () => expect(windowStart('2013-10-19', 90)).toBe('2013-07-21'));

describe('suspension', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const missed = (memberId: string, day: string) =>
    buildBooking(subgraph.sql, { member_id: memberId, status: 'NO_SHOW', start_at: at('10:00', day) });
  const mark = (bookingId: string, now = at('10:15', '2013-10-20')) =>
    subgraph.ask(manager, NO_SHOW, withKey({ bookingId, expectedVersion: 1 }), now);
  const suspensionOf = async (memberId: string, now?: string, viewer = member(memberId)) =>
    (await subgraph.ask(viewer, OF_MEMBER, { r: [{ __typename: 'Member', id: memberId }] }, now)).data._entities[0].suspension;

  test('VEN-INV-5: the third missed booking in 90 days suspends', async () => {
    const id = newId();
    await missed(id, '2013-07-22');
    expect((await mark(await buildBooking(subgraph.sql, { member_id: id }))).data.markNoShow).toMatchObject({
      booking: { status: 'NO_SHOW' },
      suspension: null,
    });
    const third = await mark(await buildBooking(subgraph.sql, { member_id: id }));
    expect(third.data.markNoShow.suspension).toMatchObject({ from: '2013-10-20', to: '2013-11-19' });
    expect(await suspensionOf(id, at('12:00', '2013-11-19'))).toMatchObject({ to: '2013-11-19' });
    expect(await suspensionOf(id, at('00:00', '2013-11-20'))).toBeNull();
  });

  test('VEN-INV-5: one that is 91 days old does not count', async () => {
    const id = newId();
    await missed(id, '2013-07-21');
    await missed(id, '2013-10-01');
    expect((await mark(await buildBooking(subgraph.sql, { member_id: id }))).data.markNoShow.suspension).toBeNull();
  });

  test('VEN-INV-5: three marked at once suspend once', async () => {
    const id = newId();
    const bookings = await Promise.all([1, 2, 3, 4, 5, 6].map(() => buildBooking(subgraph.sql, { member_id: id })));
    const answers = await Promise.all(bookings.map((booking) => mark(booking)));
    expect(answers.filter(({ data }) => data?.markNoShow.suspension)).toHaveLength(1);
    expect(await subgraph.sql('select id from suspension where member_id = $1', [id])).toHaveLength(1);
  });

  test('a lifted suspension is over, and what led to it does not count again', async () => {
    const id = newId();
    await missed(id, '2013-10-01');
    await missed(id, '2013-10-02');
    const { suspension } = (await mark(await buildBooking(subgraph.sql, { member_id: id }))).data.markNoShow;
    const lift = (expectedVersion: number, viewer = manager) =>
      subgraph.ask(
        viewer,
        LIFT,
        withKey({ suspensionId: suspension.id, expectedVersion, reason: '生病住院，有证明' }),
        at('09:00', '2013-10-21'),
      );
    expect(await subgraph.code(lift(1, member(id)))).toBe('FORBIDDEN');
    expect(await subgraph.code(lift(1, staff(newId(), 'VENUE_MANAGER', '/city/110101/')))).toBe('NOT_FOUND');
    expect(await subgraph.code(lift(1, staff(id, 'VENUE_MANAGER', '/city/110105/')))).toBe('SEPARATION_OF_DUTIES');
    expect(await subgraph.code(lift(7))).toBe('VERSION_CONFLICT');
    expect((await lift(1)).data.liftSuspension.suspension).toMatchObject({ liftedAt: at('09:00', '2013-10-21'), version: 2 });
    expect(await subgraph.code(lift(2))).toBe('INVALID_TRANSITION');
    expect(await suspensionOf(id, at('09:00', '2013-10-21'))).toBeNull();
    const next = await buildBooking(subgraph.sql, { member_id: id, start_at: at('10:00', '2013-10-22') });
    expect((await mark(next, at('10:15', '2013-10-22'))).data.markNoShow.suspension).toBeNull();
  });

  test('only the member and the managers see it', async () => {
    const id = newId();
    for (const day of ['2013-10-01', '2013-10-02']) await missed(id, day);
    await mark(await buildBooking(subgraph.sql, { member_id: id }));
    const now = at('12:00', '2013-10-20');
    expect(await suspensionOf(id, now, manager)).not.toBeNull();
    for (const other of [member(newId()), staff(newId(), 'CITY_DEPT'), staff(newId(), 'VENUE_MANAGER', '/city/110101/')])
      expect(await suspensionOf(id, now, other)).toBeNull();
  });
});
