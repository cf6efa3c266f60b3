import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const ENTITIES =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { bookings(first: 50) { totalCount nodes { id } } suspension { to } } } }';
const DEEP = `query ($id: ID!, $on: Date!, $first: Int!) { bookings(facilityId: $id, on: $on, first: $first) { totalCount nodes {
  status start facility { nameZh venue { nameZh } tariffs { priceFen } } appliedRule { audience } openPeriod { nameZh } member { bookings(upcoming: true) { totalCount nodes { id } } suspension { to } } } } }`;

describe('reading bookings', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const days = ['2013-10-17', '2013-10-18', '2013-10-20', '2013-10-21'];
  const bookingsOn = async (memberId: string, each: readonly string[] = days) => {
    const facilityId = await buildFacility(subgraph.sql);
    const ids = [];
    for (const day of each)
      ids.push(await buildBooking(subgraph.sql, { member_id: memberId, facility_id: facilityId, start_at: at('10:00', day) }));
    return ids;
  };
  const mine = async (viewer: Viewer, args: string) =>
    (await subgraph.ask(viewer, `{ myBookings${args} { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`)).data
      .myBookings;
  const idsOf = (list: { nodes: { id: string }[] }) => list.nodes.map(({ id }) => id);

  test('J-02: the upcoming ones by time, all of them newest first, page by page', async () => {
    const id = newId();
    const ids = await bookingsOn(id);
    await buildBooking(subgraph.sql, { member_id: id, status: 'CANCELLED' });
    await buildBooking(subgraph.sql, { member_id: id, status: 'HELD', start_at: at('20:00'), held_until: at('10:00') });
    expect(idsOf(await mine(member(id), '(upcoming: true)'))).toEqual(ids.slice(2));
    const page = await mine(member(id), '(first: 4)');
    expect(page).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
    const rest = await mine(member(id), `(first: 4, after: "${page.pageInfo.endCursor}")`);
    expect([...idsOf(page), ...idsOf(rest)].filter((each) => ids.includes(each))).toEqual([...ids].reverse());
  });

  test('a booking under way still counts as upcoming, one that is over does not', async () => {
    const id = newId();
    const [booking] = await bookingsOn(id, ['2013-10-19']);
    const upcoming = async (now: string) =>
      idsOf((await subgraph.ask(member(id), '{ myBookings(upcoming: true) { nodes { id } } }', {}, now)).data.myBookings);
    expect([await upcoming(at('10:59')), await upcoming(at('11:00'))]).toEqual([[booking], []]);
  });

  test('VEN-INV-9: others see none of it, asked directly for the member or the booking', async () => {
    const id = newId();
    const [booking] = await bookingsOn(id);
    const seen = async (viewer: Viewer) => {
      const answer = await subgraph.ask(viewer, ENTITIES, { r: [{ __typename: 'Member', id }] });
      const read = await subgraph.code(subgraph.ask(viewer, `{ booking(id: "${booking}") { id } }`));
      return [answer.data._entities[0].bookings.totalCount, read];
    };
    expect(await seen(member(id))).toEqual([4, null]);
    expect(await seen(staff(newId(), 'VENUE_MANAGER', '/city/110105/'))).toEqual([4, null]);
    const strangers = [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'VENUE_MANAGER', '/city/110101/'),
      ...(['DISTRICT_ADMIN', 'CITY_DEPT', 'PARTNER', 'AUDITOR'] as const).map((role) => staff(newId(), role)),
    ];
    for (const stranger of strangers) expect(await seen(stranger)).toEqual([0, 'NOT_FOUND']);
  });

  test('a malformed id of a member is nobody', async () => {
    const answer = await subgraph.ask(member(newId()), ENTITIES, { r: [{ __typename: 'Member', id: 'x' }] });
    expect(answer).toMatchObject({ data: { _entities: [null] } });
  });

  test('who is not signed in has no bookings to see', async () => {
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, '{ myBookings { totalCount } }'))).toBe('UNAUTHENTICATED');
  });

  test('a manager reads a day of a court, 50 bookings with as many statements as one', async () => {
    const facilityId = await buildFacility(subgraph.sql, { slot_minutes: 15 });
    for (let n = 0; n < 60; n++) {
      const start = Date.parse(at('00:00', '2013-10-25')) + n * 900_000;
      await buildBooking(subgraph.sql, {
        facility_id: facilityId,
        start_at: new Date(start).toISOString(),
        end_at: new Date(start + 900_000).toISOString(),
      });
    }
    const costs = [];
    for (const first of [1, 10, 50]) {
      subgraph.statements();
      const answer = await subgraph.ask(staff(newId(), 'VENUE_MANAGER'), DEEP, { id: facilityId, on: '2013-10-25', first });
      expect(answer.errors).toBeUndefined();
      expect([answer.data.bookings.nodes.length, answer.data.bookings.totalCount]).toEqual([first, 60]);
      costs.push(subgraph.statements().length);
    }
    expect(costs).toEqual([costs[0], costs[0], costs[0]]);
    const elsewhere = await subgraph.ask(staff(newId(), 'VENUE_MANAGER', '/city/110101/'), DEEP, {
      id: facilityId,
      on: '2013-10-25',
      first: 10,
    });
    expect(elsewhere.data.bookings.totalCount).toBe(0);
  });
});
