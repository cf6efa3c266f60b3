import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  at,
  buildBooking,
  buildFacility,
  buildMember,
  buildVenue,
  CANCEL,
  CHAOYANG,
  HOLD,
  NO_SHOW,
  withKey,
} from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const LIMITS = `query ($id: ID!, $on: Date) { venue(id: $id) { limits(on: $on) { name value effectiveFrom version history { value } } } }`;

describe('the numbers that a venue sets for itself (C-21)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const set = (venueId: string, name: string, value: number, more: object = {}, viewer = manager) => {
    const input = { venueId, name, value, effectiveFrom: '2013-10-21', expectedVersion: 0, reason: '试行', ...more };
    return caller(subgraph)('setVenueLimit', 'venue { limits { name value } }', input, viewer);
  };
  const limit = async (id: string, name: string, on?: string) =>
    (await subgraph.ask(ANONYMOUS, LIMITS, { id, on })).data.venue.limits.find((one: { name: string }) => one.name === name);
  async function twoCourts() {
    const venueId = await buildVenue(subgraph.sql);
    return { venueId, own: await buildFacility(subgraph.sql, { venue_id: venueId }), other: await buildFacility(subgraph.sql) };
  }

  test('a value holds at that venue from its day on; before, and elsewhere, the city’s does', async () => {
    const { venueId, own, other } = await twoCourts();
    await set(venueId, 'HOLD_MINUTES', 8);
    expect(await limit(venueId, 'HOLD_MINUTES')).toEqual({
      ...{ name: 'HOLD_MINUTES', value: 5, effectiveFrom: null, version: 1, history: [{ value: 8 }] },
    });
    expect(await limit(venueId, 'HOLD_MINUTES', '2013-10-21')).toMatchObject({ value: 8, effectiveFrom: '2013-10-21' });
    const held = async (facilityId: string, day: string) => {
      const now = at('09:00', day);
      const { viewer } = await buildMember(subgraph.sql);
      const input = withKey({ facilityId, start: at('10:00', day), end: at('11:00', day) });
      return (
        (Date.parse((await subgraph.ask(viewer, HOLD, input, now)).data.holdSlot.booking.heldUntil) - Date.parse(now)) / 60_000
      );
    };
    expect([await held(own, '2013-10-20'), await held(own, '2013-10-21'), await held(other, '2013-10-21')]).toEqual([5, 8, 5]);
  });

  test('how far ahead, until when, and how many missed ones: each by the venue’s number', async () => {
    const { venueId, own, other } = await twoCourts();
    for (const [name, value] of [
      ['DAYS_AHEAD', 3],
      ['CANCEL_MINUTES_BEFORE', 600],
      ['NO_SHOWS', 1],
      ['NO_SHOW_MINUTES_AFTER', 0],
    ] as const)
      await set(venueId, name, value);
    const now = at('08:00', '2013-10-22');
    const hold = async (facilityId: string) => {
      const { viewer } = await buildMember(subgraph.sql);
      const input = withKey({ facilityId, start: at('10:00', '2013-10-26'), end: at('11:00', '2013-10-26') });
      return subgraph.code(subgraph.ask(viewer, HOLD, input, now));
    };
    expect([await hold(own), await hold(other)]).toEqual(['BAD_USER_INPUT', null]);
    const query = `query ($id: ID!) { availability(facilityId: $id, from: "${at('10:00', '2013-10-26')}", to: "${at('11:00', '2013-10-26')}") { state } }`;
    expect((await subgraph.ask(ANONYMOUS, query, { id: own }, now)).data.availability).toEqual([{ state: 'NOT_YET_BOOKABLE' }]);
    const booked = async (facility_id: string, hour: string) => {
      const { id, viewer } = await buildMember(subgraph.sql);
      const start_at = at(hour, '2013-10-22');
      return { viewer, bookingId: await buildBooking(subgraph.sql, { facility_id, member_id: id, start_at }) };
    };
    const cancel = async (facilityId: string) => {
      const { viewer, bookingId } = await booked(facilityId, '17:00');
      return subgraph.code(subgraph.ask(viewer, CANCEL, withKey({ bookingId, expectedVersion: 1 }), now));
    };
    expect([await cancel(own), await cancel(other)]).toEqual(['DEADLINE_PASSED', null]);
    const miss = async (facilityId: string) => {
      const { bookingId } = await booked(facilityId, '12:00');
      const input = withKey({ bookingId, expectedVersion: 1 });
      return (await subgraph.ask(manager, NO_SHOW, input, at('12:15', '2013-10-22'))).data.markNoShow.suspension?.to ?? null;
    };
    expect([await miss(own), await miss(other)]).toEqual(['2013-11-21', null]);
  });

  test.each<[string, object, string]>([
    ['today', { effectiveFrom: '2013-10-19' }, 'VALIDATION_FAILED'],
    ['in two years', { effectiveFrom: '2015-10-19' }, 'VALIDATION_FAILED'],
    ['below its bounds', { value: 0 }, 'BAD_USER_INPUT'],
    ['above its bounds', { value: 61 }, 'BAD_USER_INPUT'],
    ['one that the city alone sets', { name: 'QUOTA_PER_PERIOD' }, 'NOT_FOUND'],
    ['none', { name: 'constructor' }, 'NOT_FOUND'],
    ['of another venue’s version', { expectedVersion: 1 }, 'VERSION_CONFLICT'],
  ])('not set: %s', async (_, more, code) => {
    expect(await subgraph.code(set(await buildVenue(subgraph.sql), 'HOLD_MINUTES', 8, more))).toBe(code);
  });

  test('the table is its own history; many venues cost as many statements as one', async () => {
    const [rights] = await subgraph.sql(
      `select has_table_privilege('venues_app', 'venue_limit', 'update') as change, has_table_privilege('venues_app', 'venue_limit', 'delete') as remove`,
    );
    expect(rights).toEqual({ change: false, remove: false });
    await expect(
      subgraph.sql(
        `insert into venue_limit (venue_id, name, value, effective_from, set_by, set_at, reason)
         select id, 'NO_SHOWS', 1, '2013-10-19', 'x', '2013-10-19T10:00:00+08:00', 'y' from venue limit 1`,
      ),
    ).rejects.toThrow('venue_limit_begins_later');
    const cost = async (first: number) => {
      subgraph.statements();
      await subgraph.ask(ANONYMOUS, `{ venues(first: ${first}) { nodes { limits { value } } } }`);
      return subgraph.statements().length;
    };
    expect(await cost(10)).toBe(await cost(1));
  });
});
