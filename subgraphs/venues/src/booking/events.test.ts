import { newId } from '@union-graph/subgraph';
import { listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  at,
  buildBooking,
  buildFacility,
  buildMember,
  CANCEL,
  CHECK_IN,
  CONFIRM,
  HOLD,
  NO_SHOW,
  withKey,
} from '../../test/build.ts';
import { venues } from '../subgraph.ts';

describe('events out (2.4.5)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, {
      subscribers: listenerTo('venues'),
    });
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER');
  const eventsOf = async (subject: string) => {
    const found = await subgraph.sql<{ event: { type: string; aggregateversion: number; data: Record<string, unknown> } }>(
      `select j.event from event_delivery j where j.event ->> 'subject' = $1 order by j.id`,
      [subject],
    );
    return found.map(({ event }) => event);
  };

  test('a free card booking is confirmed and used: ids and amounts only', async () => {
    const { id: memberId, cardId, viewer } = await buildMember(subgraph.sql);
    const facilityId = await buildFacility(subgraph.sql, {}, { RESIDENT: 0 });
    const { booking } = (await subgraph.ask(viewer, HOLD, withKey({ facilityId, start: at('14:00'), end: at('15:00') }))).data
      .holdSlot;
    await subgraph.ask(viewer, CONFIRM, withKey({ bookingId: booking.id, expectedVersion: 1 }));
    await subgraph.ask(viewer, CHECK_IN, withKey({ bookingId: booking.id, expectedVersion: 2 }), at('14:00'));
    expect(await eventsOf(booking.id)).toMatchObject([
      {
        type: 'venues.booking.confirmed',
        aggregateversion: 2,
        data: { memberId, facilityId, scopePath: '/city/110105/', priceFen: '0' },
      },
    ]);
    expect(await eventsOf(cardId)).toMatchObject([
      { type: 'venues.benefit.used', data: { memberId, bookingId: booking.id, facilityId, priceFen: '0', free: true } },
    ]);
  });

  test('cancelled, and missed', async () => {
    const cancelled = await buildBooking(subgraph.sql);
    await subgraph.ask(manager, CANCEL, withKey({ bookingId: cancelled, expectedVersion: 1, reason: '停电' }));
    expect(await eventsOf(cancelled)).toMatchObject([
      { type: 'venues.booking.cancelled', aggregateversion: 2, data: { by: 'MANAGER' } },
    ]);
    const missed = await buildBooking(subgraph.sql);
    await subgraph.ask(manager, NO_SHOW, withKey({ bookingId: missed, expectedVersion: 1 }), at('10:15', '2013-10-20'));
    expect(await eventsOf(missed)).toMatchObject([
      { type: 'venues.booking.noShow', aggregateversion: 2, data: { suspendedTo: null } },
    ]);
  });

  test('a refused change announces nothing', async () => {
    const id = await buildBooking(subgraph.sql);
    await subgraph.ask(manager, NO_SHOW, withKey({ bookingId: id, expectedVersion: 1 }), at('10:14', '2013-10-20'));
    expect(await eventsOf(id)).toEqual([]);
  });
});
