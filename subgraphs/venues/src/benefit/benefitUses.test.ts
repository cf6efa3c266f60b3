import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  at,
  buildBooking,
  buildFacility,
  buildMember,
  buildOpenPeriod,
  buildTariff,
  CHECK_IN,
  CONFIRM,
  HOLD,
  withKey,
} from '../../test/build.ts';
import { buildEvent, buildRegistration, buildTicketType } from '../../test/events.ts';
import { venues } from '../subgraph.ts';

const USES = `query ($r: [_Any!]!, $first: Int, $after: String) { _entities(representations: $r) { ... on Card { id
  benefitUses(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id usedAt priceFen savedFen venue { id }
    booking { id status facility { id } appliedRule { audience } openPeriod { id } } registration { id event { id } ticketType { id } } } } } } }`;

describe('Card.benefitUses', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const cards = async (viewer: Viewer, cardIds: readonly string[], page: object = {}) =>
    (await subgraph.ask(viewer, USES, { r: cardIds.map((id) => ({ __typename: 'Card', id })), ...page })).data._entities;
  const usesOf = async (viewer: Viewer, cardId: string, page: object = {}) =>
    (await cards(viewer, [cardId], page))[0].benefitUses;

  /** Somebody with a card, and a booking at its price to which they came. */
  const used = async (cardId: string, memberId: string, over: object = {}) =>
    buildBooking(subgraph.sql, {
      ...{ member_id: memberId, card_id: cardId, audience: 'CARD_HOLDER', price_fen: 2000, public_price_fen: 4000 },
      ...{ status: 'COMPLETED', ...over },
    });
  const venueOf = async (bookingId: string) => {
    const [row] = await subgraph.sql<{ id: string }>(
      'select f.venue_id as id from booking b join facility f on f.id = b.facility_id where b.id = $1',
      [bookingId],
    );
    return row?.id;
  };
  const book = async (viewer: Viewer, facilityId: string, audience?: string) => {
    const slot = { facilityId, start: at('14:00'), end: at('16:00'), ...(audience && { audience }) };
    const { booking } = (await subgraph.ask(viewer, HOLD, withKey(slot))).data.holdSlot;
    await subgraph.ask(viewer, CONFIRM, withKey({ bookingId: booking.id, expectedVersion: 1 }));
    return booking.id as string;
  };
  const come = (viewer: Viewer, bookingId: string) =>
    subgraph.ask(viewer, CHECK_IN, withKey({ bookingId, expectedVersion: 2 }), at('14:00'));

  test('a booking is a use once the holder came; what it saved stays when the prices change', async () => {
    const { cardId, viewer } = await buildMember(subgraph.sql);
    const facilityId = await buildFacility(subgraph.sql, {}, { RESIDENT: 4000, CARD_HOLDER: 2500 });
    const id = await book(viewer, facilityId);
    expect(await usesOf(viewer, cardId)).toMatchObject({ totalCount: 0, nodes: [] });
    await come(viewer, id);
    await buildTariff(subgraph.sql, facilityId, { price_fen: 9000, priority: 5 });
    expect((await usesOf(viewer, cardId)).nodes).toEqual([
      {
        ...{ id, usedAt: at('14:00'), priceFen: '5000', savedFen: '3000', venue: { id: await venueOf(id) } },
        booking: {
          ...{
            id,
            status: 'CHECKED_IN',
            facility: { id: facilityId },
            appliedRule: { audience: 'CARD_HOLDER' },
            openPeriod: null,
          },
        },
        registration: null,
      },
    ]);
  });

  test('VEN-INV-3: in an open period the whole public price is saved', async () => {
    const { cardId, viewer } = await buildMember(subgraph.sql);
    const facilityId = await buildFacility(subgraph.sql);
    const openPeriod = await buildOpenPeriod(subgraph.sql, [facilityId]);
    await come(viewer, await book(viewer, facilityId));
    expect((await usesOf(viewer, cardId)).nodes).toMatchObject([
      { priceFen: '0', savedFen: '8000', booking: { openPeriod: { id: openPeriod } } },
    ]);
  });

  test('at the price of workers no card is used, and without a public price nothing is known to be saved', async () => {
    const { cardId, viewer } = await buildMember(subgraph.sql);
    await come(viewer, await book(viewer, await buildFacility(subgraph.sql), 'WORKER'));
    expect((await usesOf(viewer, cardId)).totalCount).toBe(0);
    const other = await buildMember(subgraph.sql);
    await come(other.viewer, await book(other.viewer, await buildFacility(subgraph.sql, {}, { CARD_HOLDER: 1000 })));
    expect((await usesOf(other.viewer, other.cardId)).nodes).toMatchObject([{ priceFen: '2000', savedFen: null }]);
  });

  test('S-70: so is a ticket at the card’s price; a seat that costs nobody anything is none', async () => {
    const { id: memberId, cardId, viewer } = await buildMember(subgraph.sql);
    const eventId = await buildEvent(subgraph.sql);
    const ticketType = await buildTicketType(subgraph.sql, eventId);
    const seat = { member_id: memberId, card_id: cardId, price_fen: 4000, status: 'CHECKED_IN' };
    const { id } = await buildRegistration(subgraph.sql, {
      ...seat,
      event_id: eventId,
      ticket_type_id: ticketType,
      per_card_limit: 2,
    });
    await buildRegistration(subgraph.sql, { ...seat, price_fen: 0 });
    const elsewhere = await buildEvent(subgraph.sql, { venue_id: null });
    const type = await buildTicketType(subgraph.sql, elsewhere);
    await buildRegistration(subgraph.sql, {
      ...seat,
      event_id: elsewhere,
      ticket_type_id: type,
      per_card_limit: 2,
      status: 'CONFIRMED',
    });
    expect((await usesOf(viewer, cardId)).nodes).toMatchObject([
      {
        id,
        priceFen: '4000',
        savedFen: '4000',
        booking: null,
        registration: { id, event: { id: eventId }, ticketType: { id: ticketType } },
      },
    ]);
  });

  test('VEN-INV-9: the holder sees all, a manager those at their venue, nobody else any', async () => {
    const { id: memberId, cardId, viewer } = await buildMember(subgraph.sql);
    await used(cardId, memberId);
    await used(cardId, memberId, { start_at: at('12:00', '2013-10-20'), scope_path: '/city/110101/' });
    const total = async (who: Viewer) => (await usesOf(who, cardId)).totalCount;
    expect(await total(viewer)).toBe(2);
    for (const place of ['/city/110105/', '/city/110101/']) expect(await total(staff(newId(), 'VENUE_MANAGER', place))).toBe(1);
    const strangers = [
      ANONYMOUS,
      member(newId()),
      staff(newId(), 'VENUE_MANAGER', '/city/110102/'),
      ...(['STATION_STAFF', 'DISTRICT_ADMIN', 'CITY_DEPT', 'PARTNER', 'AUDITOR', 'FUND_CASEWORKER'] as const).map((role) =>
        staff(newId(), role),
      ),
    ];
    for (const stranger of strangers) expect(await total(stranger)).toBe(0);
  });

  test('the newest first, page by page, bookings and tickets together; a malformed id is no card', async () => {
    const { id: memberId, cardId, viewer } = await buildMember(subgraph.sql);
    const bookings = [];
    for (const day of ['2013-10-17', '2013-10-18', '2013-10-19'])
      bookings.push(await used(cardId, memberId, { start_at: at('10:00', day) }));
    const eventId = await buildEvent(subgraph.sql);
    const type = await buildTicketType(subgraph.sql, eventId);
    const came = { status: 'CHECKED_IN', checked_in_at: at('10:00', '2013-10-18') };
    const { id: ticket } = await buildRegistration(subgraph.sql, {
      ...{
        event_id: eventId,
        ticket_type_id: type,
        per_card_limit: 2,
        member_id: memberId,
        card_id: cardId,
        price_fen: 8000,
        ...came,
      },
    });
    const first = await usesOf(viewer, cardId, { first: 2 });
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const rest = await usesOf(viewer, cardId, { first: 5, after: first.pageInfo.endCursor });
    const ids = [...first.nodes, ...rest.nodes].map(({ id }: { id: string }) => id);
    const sameTime = [bookings[1] as string, ticket].sort().reverse();
    expect(ids).toEqual([bookings[2], ...sameTime, bookings[0]]);
    expect(await cards(viewer, ['x'])).toEqual([null]);
  });

  test('many cards are read by as many statements as one', async () => {
    const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
    const holders = await Promise.all(Array.from({ length: 12 }, () => buildMember(subgraph.sql)));
    for (const { cardId, id } of holders) await used(cardId, id);
    const cost = async (ids: string[]) => {
      subgraph.statements();
      const found = await cards(manager, ids);
      expect(found.map(({ benefitUses }: { benefitUses: { totalCount: number } }) => benefitUses.totalCount)).toEqual(
        ids.map(() => 1),
      );
      return subgraph.statements().length;
    };
    const ids = holders.map(({ cardId }) => cardId);
    const one = await cost(ids.slice(0, 1));
    expect([one > 1, await cost(ids)]).toEqual([true, one]);
  });

  test('VEN-INV-4: the database refuses a card’s price above the public one', async () => {
    const { id: memberId, cardId } = await buildMember(subgraph.sql);
    await expect(used(cardId, memberId, { price_fen: 4001 })).rejects.toMatchObject({
      constraint: 'booking_card_price_within_public',
    });
  });
});
