import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildMember, buildWait, CONFIRM, HOLD, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const SLOT = { start: at('10:00', '2013-10-20'), end: at('11:00', '2013-10-20') };
/** The hold ends five minutes later, and no task has run since. */
const LATER = at('10:06');

describe('a slot that a hold has set free, before a task offers it to who waits', () => {
  let subgraph: TestSubgraph;
  let facilityId: string;
  let first: Viewer;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  beforeEach(async () => {
    facilityId = await buildFacility(subgraph.sql);
    first = (await buildMember(subgraph.sql)).viewer;
    await buildBooking(subgraph.sql, { facility_id: facilityId, status: 'HELD', held_until: at('10:05') });
    for (const viewer of [first, member(newId())])
      await buildWait(subgraph.sql, { facility_id: facilityId, member_id: viewer.personId });
  });
  afterAll(() => subgraph.stop());

  const hold = (viewer: Viewer, more: object = {}) =>
    subgraph.ask(viewer, HOLD, withKey({ facilityId, ...SLOT, ...more }), LATER);
  const states = async () => {
    const query = 'query ($id: ID!, $s: DateTime!, $e: DateTime!) { availability(facilityId: $id, from: $s, to: $e) { state } }';
    const { data } = await subgraph.ask(member(newId()), query, { id: facilityId, s: SLOT.start, e: SLOT.end }, LATER);
    return data.availability.map(({ state }: { state: string }) => state);
  };

  test('is not shown as free, and nobody else gets it', async () => {
    expect(await states()).toEqual(['HELD']);
    const { errors } = await hold(member(newId()));
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('is taken'), extensions: { code: 'SLOT_TAKEN' } });
  });

  test('is held by who is first, and can be confirmed', async () => {
    const { booking } = (await hold(first)).data.holdSlot;
    expect(booking).toMatchObject({ status: 'HELD' });
    const confirmed = await subgraph.ask(first, CONFIRM, withKey({ bookingId: booking.id, expectedVersion: 1 }), LATER);
    expect(confirmed.data.confirmBooking.booking.status).toBe('CONFIRMED');
  });

  test('and is not to be had in part by who is first', async () => {
    const { errors } = await hold(first, { end: at('12:00', '2013-10-20') });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('yours first'),
      extensions: { code: 'SLOT_TAKEN', rule: 'VEN-INV-1' },
    });
  });
});
