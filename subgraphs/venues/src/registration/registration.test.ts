import { newId } from '@union-graph/subgraph';
import { caller, eventsAbout, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildMember, CHAOYANG } from '../../test/build.ts';
import { buildEvent, buildPlacedMember, buildRegistration, buildTicketType } from '../../test/events.ts';
import { venues } from '../subgraph.ts';

const ROW =
  'id version status position priceFen ticketCode acceptanceKind member { id } ticketType { sold } event { registrationCount }';

describe('registering for an event (S-70, S-72)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const register = (viewer: Viewer, eventId: string, more: object = {}, now?: string) =>
    caller(subgraph)('registerForEvent', `registration { ${ROW} } registrations { ${ROW} }`, { eventId, ...more }, viewer, now);
  const cancel = (viewer: Viewer, registrationId: string, expectedVersion = 1, now?: string) =>
    caller(subgraph)('cancelRegistration', `registration { ${ROW} }`, { registrationId, expectedVersion }, viewer, now);
  const code = (answer: ReturnType<typeof register>) => subgraph.code(answer);
  const mine = async (viewer: Viewer, now?: string) =>
    (await subgraph.ask(viewer, `{ myRegistrations { totalCount nodes { ${ROW} } } }`, {}, now)).data.myRegistrations.nodes;

  test('S-70: a card-holder pays the lower price, others the full one; each has a ticket of their own', async () => {
    const eventId = await buildEvent(subgraph.sql, { programme: 'MATCH' });
    const ticketTypeId = await buildTicketType(subgraph.sql, eventId);
    const { viewer } = await buildMember(subgraph.sql);
    const [withCard, without] = [
      await register(viewer, eventId, { ticketTypeId }),
      await register(member(newId()), eventId, { ticketTypeId }),
    ];
    expect(withCard.data.registerForEvent.registration).toMatchObject({
      status: 'CONFIRMED',
      priceFen: '4000',
      event: { registrationCount: 1 },
    });
    expect(without.data.registerForEvent.registration).toMatchObject({ priceFen: '8000', ticketType: { sold: 2 } });
    const codes = [withCard, without].map(({ data }) => data.registerForEvent.registration.ticketCode);
    expect(new Set(codes).size).toBe(2);
    const { id } = withCard.data.registerForEvent.registration;
    expect((await eventsAbout(subgraph.sql, id)).map(({ type }) => type)).toEqual(['venues.registration.confirmed']);
  });

  test('who has been let in does not give the seat up, also before the event begins', async () => {
    const { id, viewer } = await buildRegistration(subgraph.sql, { status: 'CHECKED_IN' });
    expect(await code(cancel(viewer, id, 1, at('13:30', '2013-10-26')))).toBe('INVALID_TRANSITION');
  });

  test('VEN-INV-6: exact under 500 at once: a hundred seats, a hundred confirmed, four hundred wait in order', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const ticketTypeId = await buildTicketType(subgraph.sql, eventId, { quota: 100, per_card_limit: 1 });
    const answers = await Promise.all(Array.from({ length: 500 }, () => register(member(newId()), eventId, { ticketTypeId })));
    const states = answers.map(({ data }) => data?.registerForEvent?.registration.status);
    expect(states.filter((status) => status === 'CONFIRMED')).toHaveLength(100);
    expect(states.filter((status) => status === 'WAITLISTED')).toHaveLength(400);
    const [counts] = await subgraph.sql(
      `select t.sold, e.taken, (select count(*)::int from registration where event_id = e.id and status = 'CONFIRMED') as seats
       from ticket_type t join culture_event e on e.id = t.event_id where t.id = $1`,
      [ticketTypeId],
    );
    expect(counts).toEqual({ sold: 100, taken: 100, seats: 100 });
    const [order] = await subgraph.sql(
      `select max(arrival) filter (where status = 'CONFIRMED') < min(arrival) filter (where status = 'WAITLISTED') as kept from registration where event_id = $1`,
      [eventId],
    );
    expect(order).toEqual({ kept: true });
  });

  test('S-70: the tickets of one match are counted over all its kinds, also when thirty calls come at once, and by the database', async () => {
    const eventId = await buildEvent(subgraph.sql, { programme: 'MATCH' });
    const kinds = [
      await buildTicketType(subgraph.sql, eventId, { per_card_limit: 1 }),
      await buildTicketType(subgraph.sql, eventId, { per_card_limit: 1, name_zh: '内场票' }),
    ];
    const { id, viewer } = await buildMember(subgraph.sql);
    const calls = Array.from({ length: 30 }, (_, n) => code(register(viewer, eventId, { ticketTypeId: kinds[n % 2] })));
    const codes = await Promise.all(calls);
    expect(codes.filter((each) => each === null)).toHaveLength(1);
    expect(codes.filter((each) => each === 'QUOTA_EXCEEDED')).toHaveLength(29);
    expect(await mine(viewer)).toHaveLength(1);
    const [taken] = await subgraph.sql('select ticket_type_id as kind from registration where member_id = $1', [id]);
    const free = kinds.find((kind) => kind !== taken?.kind);
    await expect(
      buildRegistration(subgraph.sql, { event_id: eventId, member_id: id, ticket_type_id: free }),
    ).rejects.toMatchObject({ constraint: 'registration_seat' });
  });

  test('VEN-INV-6: the least limit of the kinds that somebody has and asks for holds in whatever order they are asked for', async () => {
    const eventId = await buildEvent(subgraph.sql, { programme: 'MATCH' });
    const stand = await buildTicketType(subgraph.sql, eventId, { per_card_limit: 3 });
    const field = await buildTicketType(subgraph.sql, eventId, { per_card_limit: 1, name_zh: '内场票' });
    for (const [first, second] of [
      [stand, field],
      [field, stand],
    ]) {
      const { viewer } = await buildMember(subgraph.sql);
      expect(await code(register(viewer, eventId, { ticketTypeId: first }))).toBeNull();
      expect(await code(register(viewer, eventId, { ticketTypeId: second }))).toBe('QUOTA_EXCEEDED');
      const [{ id } = { id: '' }] = await mine(viewer);
      await cancel(viewer, id);
      expect(await code(register(viewer, eventId, { ticketTypeId: second }))).toBeNull();
    }
  });

  test('VEN-INV-6: one person has as many tickets as the type allows, also when thirty calls come at once', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const ticketTypeId = await buildTicketType(subgraph.sql, eventId, { per_card_limit: 2 });
    const { viewer } = await buildMember(subgraph.sql);
    const codes = await Promise.all(Array.from({ length: 30 }, () => code(register(viewer, eventId, { ticketTypeId }))));
    expect(codes.filter((each) => each === null)).toHaveLength(2);
    expect(codes.filter((each) => each === 'QUOTA_EXCEEDED')).toHaveLength(28);
    const [{ id } = { id: '' }] = await mine(viewer);
    await cancel(viewer, id);
    expect(await code(register(viewer, eventId, { ticketTypeId }))).toBeNull();
  });

  test('VEN-INV-6: the database itself refuses a seat too many, of a type, of the event and of a person', async () => {
    const eventId = await buildEvent(subgraph.sql, { capacity: 3 });
    const type = await buildTicketType(subgraph.sql, eventId, { quota: 1, per_card_limit: 1 });
    const other = await buildTicketType(subgraph.sql, eventId, { name_zh: '内场票' });
    const seat = (more: object) => buildRegistration(subgraph.sql, { event_id: eventId, ...more });
    const member_id = newId();
    await seat({ ticket_type_id: type, member_id });
    await expect(seat({ ticket_type_id: type })).rejects.toMatchObject({ constraint: 'ticket_type_sold' });
    await expect(seat({ ticket_type_id: type, member_id })).rejects.toMatchObject({ constraint: 'registration_seat' });
    await expect(seat({ ticket_type_id: type, member_id, seat_no: 2 })).rejects.toMatchObject({
      constraint: 'registration_within_limit',
    });
    await expect(seat({ ticket_type_id: type, member_id, seat_no: 2, per_card_limit: 9 })).rejects.toMatchObject({
      constraint: 'registration_limit_of_type',
    });
    for (let n = 0; n < 2; n++) await seat({ ticket_type_id: other, per_card_limit: 2 });
    await expect(seat({ ticket_type_id: other, per_card_limit: 2 })).rejects.toMatchObject({ constraint: 'culture_event_seats' });
  });

  test('a seat that is given up goes to who has waited longest for that kind, at the price of their card that day, and they are told', async () => {
    const eventId = await buildEvent(subgraph.sql);
    const [stand, field] = [
      await buildTicketType(subgraph.sql, eventId, { quota: 1 }),
      await buildTicketType(subgraph.sql, eventId, { quota: 1, name_zh: '内场票' }),
    ];
    const [holder, inField, first, second] = [member(newId()), member(newId()), await buildMember(subgraph.sql), member(newId())];
    const held = (await register(holder, eventId, { ticketTypeId: stand })).data.registerForEvent.registration;
    await register(inField, eventId, { ticketTypeId: field });
    expect((await register(member(newId()), eventId, { ticketTypeId: field })).data.registerForEvent.registration.position).toBe(
      1,
    );
    const waiting = (await register(first.viewer, eventId, { ticketTypeId: stand })).data.registerForEvent.registration;
    expect(waiting).toMatchObject({ status: 'WAITLISTED', position: 1, ticketCode: null });
    expect((await register(second, eventId, { ticketTypeId: stand })).data.registerForEvent.registration.position).toBe(2);
    await subgraph.sql("update card_standing set status = 'FROZEN' where member_id = $1", [first.id]);
    expect((await cancel(holder, held.id)).data.cancelRegistration.registration).toMatchObject({
      status: 'CANCELLED',
      ticketCode: null,
    });
    const [given] = await mine(first.viewer);
    expect(given).toMatchObject({ status: 'CONFIRMED', version: 2, priceFen: '8000', ticketCode: expect.any(String) });
    expect((await mine(second))[0]).toMatchObject({ status: 'WAITLISTED', position: 1 });
    expect((await eventsAbout(subgraph.sql, given.id)).map(({ type }) => type)).toEqual(['venues.registration.confirmed']);
  });

  test('twenty seats given up while forty register: no seat is lost, none given twice', async () => {
    const eventId = await buildEvent(subgraph.sql, { capacity: 20 });
    const holders = [];
    for (let n = 0; n < 20; n++) holders.push(await buildRegistration(subgraph.sql, { event_id: eventId }));
    await Promise.all([
      ...holders.map(({ id, viewer }) => cancel(viewer, id)),
      ...Array.from({ length: 40 }, () => register(member(newId()), eventId)),
    ]);
    const states = await subgraph.sql<{ status: string; count: number }>(
      'select status, count(*)::int as count from registration where event_id = $1 group by 1 order by 1',
      [eventId],
    );
    expect(states).toEqual([
      { status: 'CANCELLED', count: 20 },
      { status: 'CONFIRMED', count: 20 },
      { status: 'WAITLISTED', count: 20 },
    ]);
  });

  test('who would rather not wait is refused when no seat is left', async () => {
    const eventId = await buildEvent(subgraph.sql, { capacity: 1 });
    expect(await code(register(member(newId()), eventId, { waitIfFull: false }))).toBeNull();
    expect(await code(register(member(newId()), eventId, { waitIfFull: false }))).toBe('CAPACITY_FULL');
  });

  test('once, for a kind of ticket that the event has, and until registration closes', async () => {
    const eventId = await buildEvent(subgraph.sql, { registration_until: at('18:00', '2013-10-25') });
    const viewer = member(newId());
    expect(await code(register(viewer, eventId))).toBeNull();
    expect(await code(register(viewer, eventId))).toBe('DUPLICATE');
    expect(await code(register(member(newId()), eventId, {}, at('18:00', '2013-10-25')))).toBeNull();
    expect(await code(register(member(newId()), eventId, {}, at('18:01', '2013-10-25')))).toBe('DEADLINE_PASSED');
    const ticketTypeId = await buildTicketType(subgraph.sql, await buildEvent(subgraph.sql));
    expect(await code(register(member(newId()), eventId, { ticketTypeId }))).toBe('NOT_FOUND');
    const withTypes = await buildEvent(subgraph.sql);
    await buildTicketType(subgraph.sql, withTypes);
    expect(await code(register(member(newId()), withTypes))).toBe('BAD_USER_INPUT');
    expect(await code(register(member(newId()), newId()))).toBe('NOT_FOUND');
    expect(await code(register(staff(newId(), 'CITY_DEPT'), eventId))).toBe('FORBIDDEN');
  });

  test('given up until the event begins; afterwards who did not come is a NO_SHOW', async () => {
    const { id, viewer } = await buildRegistration(subgraph.sql);
    expect(await code(cancel(viewer, id, 1, at('14:00', '2013-10-26')))).toBe('DEADLINE_PASSED');
    expect(await code(cancel(viewer, id, 1, at('16:00', '2013-10-26')))).toBe('INVALID_TRANSITION');
    expect((await mine(viewer, at('16:00', '2013-10-26')))[0].status).toBe('NO_SHOW');
    expect(await code(cancel(member(newId()), id))).toBe('NOT_FOUND');
    expect(await code(cancel(viewer, id, 1, at('13:59', '2013-10-26')))).toBeNull();
    expect(await code(cancel(viewer, id, 2))).toBe('INVALID_TRANSITION');
  });

  test('who waits for a seat until the event is over waits no more', async () => {
    const eventId = await buildEvent(subgraph.sql, { capacity: 1 });
    await buildRegistration(subgraph.sql, { event_id: eventId });
    const { id, viewer } = await buildRegistration(subgraph.sql, { event_id: eventId, status: 'WAITLISTED' });
    expect((await mine(viewer, at('15:59', '2013-10-26')))[0]).toMatchObject({ status: 'WAITLISTED', position: 1 });
    expect((await mine(viewer, at('16:00', '2013-10-26')))[0]).toMatchObject({ status: 'CANCELLED', position: null });
    expect(await code(cancel(viewer, id, 1, at('16:00', '2013-10-26')))).toBe('INVALID_TRANSITION');
  });

  describe('by staff (S-72: voluntary)', () => {
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG);
    const acceptance = { acceptedAt: at('09:00'), kind: 'SIGNED', reference: '报名表 2013-10 第 3 页' };

    test('500 members without acceptance: CONSENT_REQUIRED, and nobody is registered', async () => {
      const eventId = await buildEvent(subgraph.sql);
      const ids = await Promise.all(Array.from({ length: 500 }, () => buildPlacedMember(subgraph.sql)));
      const persons = ids.map((memberId) => ({ memberId }));
      expect(await code(register(officer, eventId, { persons }))).toBe('CONSENT_REQUIRED');
      const allButOne = ids.map((memberId, n) => ({ memberId, acceptance: n === 499 ? null : acceptance }));
      const refused = await register(officer, eventId, { persons: allButOne });
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'CONSENT_REQUIRED', rule: 'S-72' });
      expect(await subgraph.sql('select from registration where event_id = $1', [eventId])).toEqual([]);
      subgraph.statements();
      const all = await register(officer, eventId, { persons: ids.map((memberId) => ({ memberId, acceptance })) });
      expect(all.data.registerForEvent.registrations).toHaveLength(500);
      expect(subgraph.statements().length).toBeLessThan(40);
    });

    test('each with the record of their own acceptance, which they can read; the code is the holder’s alone', async () => {
      const eventId = await buildEvent(subgraph.sql);
      const memberId = await buildPlacedMember(subgraph.sql);
      const made = (await register(officer, eventId, { persons: [{ memberId, acceptance }] })).data.registerForEvent.registration;
      expect(made).toMatchObject({ member: { id: memberId }, status: 'CONFIRMED', acceptanceKind: 'SIGNED', ticketCode: null });
      const [own] = await mine(member(memberId));
      expect(own).toMatchObject({ id: made.id, ticketCode: expect.any(String) });
      expect((await cancel(officer, made.id)).data.cancelRegistration.registration.status).toBe('CANCELLED');
    });

    test('members of their own part of the tree, named once, who accepted after the event was published', async () => {
      const eventId = await buildEvent(subgraph.sql);
      const [here, elsewhere] = [await buildPlacedMember(subgraph.sql), await buildPlacedMember(subgraph.sql, '/city/110106/')];
      const send = (persons: object[], viewer: Viewer = officer) => code(register(viewer, eventId, { persons }));
      expect(await send([{ memberId: elsewhere, acceptance }])).toBe('NOT_FOUND');
      expect(await send([{ memberId: newId(), acceptance }])).toBe('NOT_FOUND');
      expect(await send([{ memberId: 'nonsense', acceptance }])).toBe('BAD_USER_INPUT');
      expect(await send([])).toBe('BAD_USER_INPUT');
      expect(
        await send([
          { memberId: here, acceptance },
          { memberId: here, acceptance },
        ]),
      ).toBe('BAD_USER_INPUT');
      for (const acceptedAt of [at('07:59'), at('10:01')])
        expect(await send([{ memberId: here, acceptance: { ...acceptance, acceptedAt } }])).toBe('VALIDATION_FAILED');
      expect(await send([{ memberId: here, acceptance: { ...acceptance, reference: '电话13812345678' } }])).toBe(
        'VALIDATION_FAILED',
      );
      expect(await send([{ memberId: here, acceptance }], member(newId()))).toBe('FORBIDDEN');
      expect(await send([{ memberId: here, acceptance }])).toBeNull();
    });

    test('the database itself wants the record', async () => {
      await expect(buildRegistration(subgraph.sql, { registered_by: newId() })).rejects.toMatchObject({
        constraint: 'registration_has_acceptance',
      });
    });
  });

  test('J-17: a person who is erased leaves their seat, which the next who waits gets', async () => {
    const eventId = await buildEvent(subgraph.sql, { capacity: 1 });
    const gone = newId();
    await register(member(gone), eventId);
    const next = member(newId());
    await register(next, eventId);
    await subgraph.send({
      ...{ type: 'organisation.member.erased', subject: gone, data: { memberId: gone } },
    });
    expect(await mine(member(gone))).toEqual([]);
    await register(member(newId()), eventId);
    expect((await mine(next))[0].status).toBe('CONFIRMED');
    const [seats] = await subgraph.sql('select taken from culture_event where id = $1', [eventId]);
    expect(seats).toEqual({ taken: 1 });
  });

  test('a manager of the place sees all registrations of an event, others their own', async () => {
    const { eventId, viewer } = await buildRegistration(subgraph.sql);
    await buildRegistration(subgraph.sql, { event_id: eventId });
    const count = async (who: Viewer) =>
      (await subgraph.ask(who, `{ registrations(eventId: "${eventId}") { totalCount } }`)).data.registrations.totalCount;
    expect(await count(staff(newId(), 'VENUE_MANAGER', CHAOYANG))).toBe(2);
    expect(await count(staff(newId(), 'VENUE_MANAGER', '/city/110106/'))).toBe(0);
    expect((await mine(viewer)).length).toBe(1);
  });
});
