import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildFacility, buildVenue, CHAOYANG } from '../../test/build.ts';
import { buildConsent, buildEvent, buildPlacedMember, invite } from '../../test/events.ts';
import { venues } from '../subgraph.ts';

const EVENT =
  'event { id nameZh place status capacity registrationCount registrationUntil venue { id } facility { id } ticketTypes { nameZh quota sold } }';

describe('events (S-70, S-73)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const admin = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
  const show = {
    programme: 'PERFORMANCE',
    startsAt: at('19:00', '2013-10-26'),
    endsAt: at('21:00', '2013-10-26'),
  };
  const publish = (input: object, viewer: Viewer = manager) =>
    caller(subgraph)('publishEvent', EVENT, { ...show, nameZh: `国庆文艺演出 ${newId().slice(-8)}`, ...input }, viewer);
  const code = (...args: Parameters<typeof publish>) => subgraph.code(publish(...args));
  const theatre = (overrides: Record<string, unknown> = {}) =>
    buildFacility(subgraph.sql, { access_mode: 'TICKETED', kind: 'THEATRE', capacity: 600, ...overrides }, {});
  const ticket = { nameZh: '甲票', faceFen: '8000', cardHolderFen: '4000', quota: 100, perCardLimit: 2 };

  test('an event in a facility takes its capacity and name, and everybody finds it', async () => {
    const facilityId = await theatre();
    const { event } = (await publish({ facilityId, ticketTypes: [ticket] })).data.publishEvent;
    expect(event).toMatchObject({
      ...{
        status: 'PUBLISHED',
        capacity: 600,
        registrationCount: 0,
        registrationUntil: show.startsAt,
        facility: { id: facilityId },
      },
      ticketTypes: [{ nameZh: '甲票', quota: 100, sold: 0 }],
    });
    const found = await subgraph.ask(
      member(newId()),
      '{ cultureEvents(programme: PERFORMANCE, districtCode: "110105", first: 100) { nodes { id } } }',
    );
    expect(found.data.cultureEvents.nodes.map(({ id }: { id: string }) => id)).toContain(event.id);
    expect((await eventsAbout(subgraph.sql, event.id)).map(({ type }) => type)).toEqual(['venues.event.published']);
  });

  test('two events never use one facility at one time, also when twenty are published at once', async () => {
    const facilityId = await theatre();
    const codes = await Promise.all(Array.from({ length: 20 }, (_, n) => code({ facilityId, nameZh: `演出 ${n}` })));
    expect(codes.filter((each) => each === null)).toHaveLength(1);
    expect(codes.filter((each) => each === 'SLOT_TAKEN')).toHaveLength(19);
    expect(await code({ facilityId, startsAt: at('17:00', '2013-10-26'), endsAt: show.startsAt })).toBeNull();
  });

  test.each([
    ['before it opens', '2013-10-26 08:00', '2013-10-26 10:00', 'OUTSIDE_HOURS'],
    ['past its closing time', '2013-10-26 20:00', '2013-10-26 21:01', 'OUTSIDE_HOURS'],
    ['over a night', '2013-10-26 20:00', '2013-10-27 10:00', 'OUTSIDE_HOURS'],
    ['from opening to closing', '2013-10-26 09:00', '2013-10-26 21:00', null],
    ['of several days', '2013-10-26 09:00', '2013-11-03 21:00', null],
    ['of several days that begins at night', '2013-10-26 02:00', '2013-11-03 21:00', 'OUTSIDE_HOURS'],
    ['of several days that ends at night', '2013-10-26 09:00', '2013-11-03 23:00', 'OUTSIDE_HOURS'],
  ])('an event %s in a facility that is open from 09:00 to 21:00', async (_, from, to, refusal) => {
    const instant = (text: string) => at(text.slice(11), text.slice(0, 10));
    expect(await code({ facilityId: await theatre(), startsAt: instant(from), endsAt: instant(to) })).toBe(refusal);
  });

  test('a facility that is closed then, booked by slots, or in another venue is refused; a closure does not take an event away', async () => {
    const facilityId = await theatre();
    await subgraph.sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '维修')`, [
      facilityId,
      at('20:00', '2013-10-26'),
      at('22:00', '2013-10-26'),
    ]);
    expect(await code({ facilityId })).toBe('OUTSIDE_HOURS');
    expect(await code({ facilityId: await buildFacility(subgraph.sql) })).toBe('VALIDATION_FAILED');
    expect(await code({ facilityId: await theatre(), venueId: await buildVenue(subgraph.sql) })).toBe('VALIDATION_FAILED');
    const used = await theatre();
    await publish({ facilityId: used });
    const close = {
      facilityId: used,
      expectedVersion: 1,
      from: at('20:00', '2013-10-26'),
      to: at('22:00', '2013-10-26'),
      reason: '维修',
    };
    expect(await subgraph.code(caller(subgraph)('closeFacility', 'cancelledCount', close, manager))).toBe('VALIDATION_FAILED');
  });

  test.each([
    ['BAD_USER_INPUT', 'in the past', { startsAt: at('09:00') }],
    ['BAD_USER_INPUT', 'that ends before it begins', { endsAt: show.startsAt }],
    ['BAD_USER_INPUT', 'more than a year ahead', { startsAt: at('09:00', '2015-01-01'), endsAt: at('10:00', '2015-01-01') }],
    ['BAD_USER_INPUT', 'that closes registration after its end', { registrationUntil: at('21:01', '2013-10-26') }],
    ['BAD_USER_INPUT', 'for more people than the facility takes', { capacity: 601 }],
    ['BAD_USER_INPUT', 'without a name', { nameZh: ' ' }],
    ['BAD_USER_INPUT', 'with a ticket that nobody can have', { ticketTypes: [{ ...ticket, quota: 0 }] }],
    ['VALIDATION_FAILED', 'that is dearer for card-holders', { ticketTypes: [{ ...ticket, cardHolderFen: '8001' }] }],
    ['DUPLICATE', 'with two tickets of one name', { ticketTypes: [ticket, ticket] }],
    ['VALIDATION_FAILED', 'with a telephone number in its theme', { theme: '电话13812345678' }],
    ['NOT_FOUND', 'with a model worker who is unknown', { modelWorkerIds: [newId()] }],
  ])('%s for an event %s', async (expected, _, change) => {
    expect(await code({ facilityId: await theatre(), ...change })).toBe(expected);
  });

  test('who publishes it names the model workers whose records they may read', async () => {
    const event = { venueId: await buildVenue(subgraph.sql), modelWorkerIds: [await buildPlacedMember(subgraph.sql)] };
    expect(await code(event)).toBe('NOT_FOUND');
    expect(await code(event, staff(newId(), 'DISTRICT_ADMIN', '/city/110106/'))).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
    expect(await code(event, admin)).toBeNull();
  });

  test('elsewhere than in a venue it needs a district and a place', async () => {
    const city = staff(newId(), 'CITY_DEPT');
    expect(await code({}, city)).toBe('BAD_USER_INPUT');
    const answer = await publish({ districtCode: '110101', place: '天安门广场', nameZh: '五一活动' }, city);
    expect(answer.data.publishEvent.event).toMatchObject({ place: '天安门广场', venue: null, capacity: null });
    expect(await code({ districtCode: '110101', place: '天安门广场', nameZh: '五 一活动' }, city)).toBe('DUPLICATE');
  });

  test('by who manages the place, the district or the city', async () => {
    const venueId = await buildVenue(subgraph.sql);
    for (const [n, viewer] of [manager, staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), staff(newId(), 'CITY_DEPT')].entries())
      expect(await code({ venueId, nameZh: `活动 ${n}` }, viewer)).toBeNull();
    for (const viewer of [member(newId()), staff(newId(), 'VENUE_MANAGER', '/city/110106/'), staff(newId(), 'TROUPE_MANAGER')])
      expect(await code({ venueId }, viewer)).toBe('FORBIDDEN');
  });

  describe('messages of model workers (S-73)', () => {
    const sign = (viewer: Viewer, eventId: string, text = '劳动创造幸福') =>
      caller(subgraph)('signMessage', 'message { id text member { id } }', { eventId, text }, viewer);
    const shown = async (eventId: string, now?: string) =>
      (await subgraph.ask(member(newId()), `{ cultureEvent(id: "${eventId}") { messages { nodes { text } } } }`, {}, now)).data
        .cultureEvent.messages.nodes;

    test('is signed by who is invited and consents, once, and shown while the consent holds', async () => {
      const memberId = await buildPlacedMember(subgraph.sql);
      const { event } = (await publish({ venueId: await buildVenue(subgraph.sql), modelWorkerIds: [memberId] }, admin)).data
        .publishEvent;
      expect(await subgraph.code(sign(member(memberId), event.id))).toBe('CONSENT_REQUIRED');
      await buildConsent(subgraph.sql, memberId, { scope: ['card'] });
      expect(await subgraph.code(sign(member(memberId), event.id))).toBe('CONSENT_REQUIRED');
      await buildConsent(subgraph.sql, memberId, { withdrawn_at: at('12:00', '2013-10-20') });
      expect((await sign(member(memberId), event.id)).data.signMessage.message).toMatchObject({
        text: '劳动创造幸福',
        member: { id: memberId },
      });
      expect(await subgraph.code(sign(member(memberId), event.id))).toBe('DUPLICATE');
      expect(await shown(event.id)).toEqual([{ text: '劳动创造幸福' }]);
      expect(await shown(event.id, at('12:00', '2013-10-20'))).toEqual([]);
    });

    test('not by others, and not with a telephone number', async () => {
      const eventId = await buildEvent(subgraph.sql);
      const [invited, other] = [newId(), newId()];
      await invite(subgraph.sql, eventId, invited);
      for (const id of [invited, other]) await buildConsent(subgraph.sql, id);
      expect(await subgraph.code(sign(member(other), eventId))).toBe('NOT_ELIGIBLE');
      expect(await subgraph.code(sign(member(invited), eventId, '电话13812345678'))).toBe('VALIDATION_FAILED');
      expect(await subgraph.code(sign(staff(invited, 'CITY_DEPT'), eventId))).toBe('FORBIDDEN');
    });
  });

  test('time decides where an event is in its life', async () => {
    const id = await buildEvent(subgraph.sql);
    const status = async (time: string) =>
      (await subgraph.ask(member(newId()), `{ cultureEvent(id: "${id}") { status } }`, {}, at(time, '2013-10-26'))).data
        .cultureEvent.status;
    expect(await Promise.all(['13:59', '14:00', '15:59', '16:00'].map(status))).toEqual([
      'PUBLISHED',
      'RUNNING',
      'RUNNING',
      'OVER',
    ]);
  });
});
