import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  eventuallyHolds,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { at, CHAOYANG } from '../../test/build.ts';
import { buildConsent, buildEvent, buildRegistration, buildTicketType, invite } from '../../test/events.ts';
import { buildTheatre } from '../../test/outreach.ts';
import { venues } from '../subgraph.ts';

const EVENT = 'event { id status version cancelledAt cancelReason registrationCount ticketTypes { sold } }';
const SEAT = 'registration { id status ticketCode event { cancelReason } }';

describe('an event is called off (2.4.2)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const act = (mutation: string, selection: string, input: object, viewer: Viewer = manager, now?: string) =>
    caller(subgraph)(mutation, selection, input, viewer, now);
  const code = (...args: Parameters<typeof act>) => subgraph.code(act(...args));
  const off = (eventId: string, more: object = {}) => ({ eventId, expectedVersion: 1, reason: '暴雨红色预警', ...more });
  const callOff = async (eventId: string) =>
    (await act('cancelEvent', EVENT, off(eventId), manager, at('10:00'))).data.cancelEvent.event;

  test('its seats and places are void, their holders are told once, and everybody reads why', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const ticket_type_id = await buildTicketType(subgraph.sql, eventId);
    const seat = (status: string, more: object = {}) =>
      buildRegistration(subgraph.sql, { event_id: eventId, status, ticket_type_id, per_card_limit: 2, ...more });
    const [seated, waiting, letIn] = [await seat('CONFIRMED'), await seat('WAITLISTED'), await seat('CHECKED_IN')];
    const gone = await seat('CANCELLED');
    expect(await callOff(eventId)).toMatchObject({
      ...{ status: 'CANCELLED', version: 2, cancelReason: '暴雨红色预警', registrationCount: 0 },
      ...{ cancelledAt: new Date(at('10:00')).toISOString(), ticketTypes: [{ sold: 0 }] },
    });
    for (const { id, viewer } of [seated, waiting, letIn]) {
      const answer = await subgraph.ask(viewer, `{ myRegistrations { nodes { ${SEAT.slice(15, -2)} } } }`);
      expect(answer.data.myRegistrations.nodes).toEqual([
        { id, status: 'CANCELLED', ticketCode: null, event: { cancelReason: '暴雨红色预警' } },
      ]);
      const [told, ...more] = await eventsAbout(subgraph.sql, id);
      expect(more).toEqual([]);
      expect(told).toMatchObject({ type: 'venues.registration.cancelled', data: { eventId, because: 'EVENT_CANCELLED' } });
    }
    expect(await eventsAbout(subgraph.sql, gone.id)).toEqual([]);
    expect((await eventsAbout(subgraph.sql, eventId)).map(({ type }) => type)).toEqual(['venues.event.cancelled']);
  });

  test('more seats than one transaction takes are void at once, and all holders are told in the end', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const last = await buildRegistration(subgraph.sql, { event_id: eventId });
    await subgraph.sql(
      `insert into registration (id, event_id, member_id, seat_no, status, price_fen, ticket_code, registered_at, registered_by, scope_path)
       select id, $1, id, 1, 'CONFIRMED', 0, id::text, $2, id, $3 from (select gen_random_uuid() as id from generate_series(1, 450)) made`,
      [eventId, at('09:00'), CHAOYANG],
    );
    await callOff(eventId);
    const state = async () =>
      (await subgraph.ask(last.viewer, '{ myRegistrations { nodes { status ticketCode } } }')).data.myRegistrations.nodes;
    expect(await state()).toEqual([{ status: 'CANCELLED', ticketCode: null }]);
    const told = `select count(*)::int as told from event_delivery where event->>'type' = 'venues.registration.cancelled' and event->'data'->>'eventId' = $1`;
    await eventuallyHolds(async () => expect(await subgraph.sql(told, [eventId])).toEqual([{ told: 451 }]));
    const [left] = await subgraph.sql('select taken from culture_event where id = $1', [eventId]);
    expect(left).toEqual({ taken: 0 });
  });

  test('nothing is added to it any more: no seat, no check-in, no door list, no message, no picture', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const seated = await buildRegistration(subgraph.sql, { event_id: eventId });
    const writer = newId();
    await invite(subgraph.sql, eventId, writer);
    await buildConsent(subgraph.sql, writer);
    await callOff(eventId);
    const before = at('13:30', '2013-10-26');
    const after = at('15:00', '2013-10-26');
    expect(await code('registerForEvent', SEAT, { eventId }, member(newId()))).toBe('INVALID_TRANSITION');
    expect(await code('cancelRegistration', SEAT, { registrationId: seated.id, expectedVersion: 2 }, seated.viewer)).toBe(
      'INVALID_TRANSITION',
    );
    const scan = { eventId, code: seated.code, door: '1号门' };
    expect(await code('checkInTicket', SEAT, scan, manager, before)).toBe('INVALID_TRANSITION');
    const merge = { eventId, door: '1号门', checkIns: [{ code: seated.code, at: before }] };
    const merged = await act('mergeCheckIns', 'admittedCount checkIns { outcome reason }', merge, manager, after);
    expect(merged.data.mergeCheckIns).toEqual({
      admittedCount: 0,
      checkIns: [{ outcome: 'REFUSED', reason: 'The event was called off.' }],
    });
    const list = await subgraph.ask(manager, `{ doorList(eventId: "${eventId}") { content } }`, {}, before);
    expect(JSON.parse(list.data.doorList.content)).toMatchObject({ good: [], used: [] });
    expect(await code('signMessage', 'message { id }', { eventId, text: '劳动创造幸福' }, member(writer))).toBe(
      'INVALID_TRANSITION',
    );
    const picture = { eventId, titleZh: '开幕式', address: 'https://www.bjzgh.org/tp/1.jpg', takenOn: '2013-10-26' };
    expect(await code('addPicture', 'picture { id }', picture, manager, after)).toBe('INVALID_TRANSITION');
  });

  test('its facility is free then: for the same event published anew, for a closure, and to be retired', async () => {
    const facilityId = await buildTheatre(subgraph.sql);
    const show = { nameZh: `秋季歌会 ${facilityId}`, programme: 'PERFORMANCE', facilityId };
    const time = { startsAt: at('19:00', '2013-10-26'), endsAt: at('21:00', '2013-10-26') };
    const publish = () => act('publishEvent', 'event { id }', { ...show, ...time });
    const first = (await publish()).data.publishEvent.event.id;
    expect(await subgraph.code(publish())).toBe('SLOT_TAKEN');
    await callOff(first);
    const second = (await publish()).data.publishEvent.event.id;
    await callOff(second);
    const close = { facilityId, from: at('20:00', '2013-10-26'), to: at('22:00', '2013-10-26'), reason: '拆除' };
    const version = async () =>
      (await subgraph.sql('select version from facility where id = $1', [facilityId]))[0]?.version as number;
    expect(await code('closeFacility', 'cancelledCount', { ...close, expectedVersion: await version() })).toBeNull();
    const now = { ...close, from: at('11:00'), to: at('12:00'), expectedVersion: await version() };
    expect(await code('closeFacility', 'cancelledCount', now, manager, at('11:00'))).toBeNull();
    const retire = { facilityId, expectedVersion: await version(), reason: '拆除' };
    expect(await code('retireFacility', 'cancelledCount', retire, manager, at('11:30'))).toBeNull();
  });

  test('until it begins, once, with a reason, and by who may publish it', async () => {
    const eventId = await buildEvent(subgraph.sql);
    expect(await code('cancelEvent', EVENT, off(eventId, { reason: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await code('cancelEvent', EVENT, off(eventId, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    expect(await code('cancelEvent', EVENT, off(newId()))).toBe('NOT_FOUND');
    for (const viewer of [member(newId()), staff(newId(), 'VENUE_MANAGER', '/city/110106/'), staff(newId(), 'TROUPE_MANAGER')])
      expect(await code('cancelEvent', EVENT, off(eventId), viewer)).toBe('FORBIDDEN');
    expect(await code('cancelEvent', EVENT, off(eventId), manager, at('14:00', '2013-10-26'))).toBe('DEADLINE_PASSED');
    await callOff(eventId);
    expect(await code('cancelEvent', EVENT, off(eventId, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    await expect(
      subgraph.sql('update culture_event set cancelled_at = null, cancel_reason = null where id = $1', [eventId]),
    ).rejects.toMatchObject({ constraint: 'culture_event_stays_cancelled' });
  });

  test('while forty register and ten doors let in: no seat is left over, and whoever comes too late is refused', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const tickets = await Promise.all(Array.from({ length: 10 }, () => buildRegistration(subgraph.sql, { event_id: eventId })));
    const door = at('13:30', '2013-10-26');
    const calls = [
      ...Array.from({ length: 40 }, () => code('registerForEvent', SEAT, { eventId }, member(newId()), door)),
      ...tickets.map((ticket) => code('checkInTicket', SEAT, { eventId, code: ticket.code, door: '1号门' }, manager, door)),
    ];
    calls.splice(20, 0, code('cancelEvent', EVENT, off(eventId), manager, door));
    const codes = await Promise.all(calls);
    expect(codes[20]).toBeNull();
    expect(new Set(codes.filter((each) => each !== null))).toEqual(new Set(['INVALID_TRANSITION']));
    const left = await subgraph.sql("select status from registration where event_id = $1 and status <> 'CANCELLED'", [eventId]);
    expect(left).toEqual([]);
  });

  test('the database itself gives no seat at it, also while it is being called off', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const seated = await buildRegistration(subgraph.sql, { event_id: eventId, status: 'WAITLISTED' });
    await subgraph.sql("update culture_event set cancelled_at = $2, cancel_reason = '暴雨' where id = $1", [
      eventId,
      at('10:00'),
    ]);
    const refused = { constraint: 'registration_of_event_on' };
    await expect(buildRegistration(subgraph.sql, { event_id: eventId })).rejects.toMatchObject(refused);
    await expect(
      subgraph.sql("update registration set status = 'CONFIRMED', ticket_code = 'a' where id = $1", [seated.id]),
    ).rejects.toMatchObject(refused);
  });
});
