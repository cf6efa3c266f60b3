import { newId } from '@union-graph/subgraph';
import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildMember, buildOpenPeriod, buildWait, HOLD, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

describe('holdSlot', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const slot = (facilityId: string, from = '14:00', to = '15:00', day = '2013-10-19') => ({
    facilityId,
    start: at(from, day),
    end: at(to, day),
  });
  const hold = (viewer: Viewer, input: object, now?: string) => subgraph.ask(viewer, HOLD, withKey(input), now);
  const code = (viewer: Viewer, input: object, now?: string) => subgraph.code(hold(viewer, input, now));

  test('holds a slot for five minutes at the card price, and a replay gives the same answer', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { id, viewer } = await buildMember(subgraph.sql);
    const input = { input: { idempotencyKey: key(), ...slot(facilityId) } };
    const first = await subgraph.ask(viewer, HOLD, input);
    expect(first.data.holdSlot.booking).toMatchObject({
      status: 'HELD',
      version: 1,
      priceFen: '2000',
      audience: 'CARD_HOLDER',
      heldUntil: at('10:05'),
      appliedRule: { audience: 'CARD_HOLDER' },
      openPeriod: null,
      member: { id },
      facility: { id: facilityId },
    });
    expect(await subgraph.ask(viewer, HOLD, input)).toEqual(first);
    expect(await subgraph.sql('select id from booking where facility_id = $1', [facilityId])).toHaveLength(1);
    const other = { input: { ...input.input, start: at('15:00'), end: at('16:00') } };
    expect(await subgraph.code(subgraph.ask(viewer, HOLD, other))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('adds up the slots of a longer time', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { viewer } = await buildMember(subgraph.sql);
    expect((await hold(viewer, slot(facilityId, '14:00', '17:00'))).data.holdSlot.booking.priceFen).toBe('6000');
  });

  test('J-03, VEN-INV-3: costs a card-holder nothing in an open period', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await buildOpenPeriod(subgraph.sql, [facilityId]);
    const { viewer } = await buildMember(subgraph.sql);
    expect((await hold(viewer, slot(facilityId))).data.holdSlot.booking).toMatchObject({
      priceFen: '0',
      openPeriod: { nameZh: '羽毛球免费开放月' },
    });
    expect(
      (await hold(viewer, { ...slot(facilityId, '15:00', '16:00'), audience: 'WORKER' })).data.holdSlot.booking,
    ).toMatchObject({ priceFen: '4000', openPeriod: null });
  });

  test.each([
    ['the end lies before the start', '15:00', '14:00'],
    ['the end is the start', '14:00', '14:00'],
    ['the start lies within a slot', '14:30', '16:00'],
    ['the end lies within a slot', '14:00', '15:30'],
    ['the start is over', '09:00', '11:00'],
  ])('2.4.6: BAD_USER_INPUT when %s', async (_, from, to) => {
    const facilityId = await buildFacility(subgraph.sql);
    expect(await code((await buildMember(subgraph.sql)).viewer, slot(facilityId, from, to))).toBe('BAD_USER_INPUT');
  });

  test('2.4.6: takes the fourteenth day ahead and not the fifteenth', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { viewer } = await buildMember(subgraph.sql);
    expect(await code(viewer, slot(facilityId, '20:00', '21:00', '2013-11-02'))).toBeNull();
    expect(await code(viewer, slot(facilityId, '09:00', '10:00', '2013-11-03'))).toBe('BAD_USER_INPUT');
  });

  test('2.4.6: OUTSIDE_HOURS before opening, after closing, over night and during maintenance', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { viewer } = await buildMember(subgraph.sql);
    expect(await code(viewer, slot(facilityId, '20:00', '22:00'))).toBe('OUTSIDE_HOURS');
    expect(await code(viewer, slot(facilityId, '08:00', '10:00', '2013-10-20'))).toBe('OUTSIDE_HOURS');
    expect(await code(viewer, { facilityId, start: at('20:00'), end: at('10:00', '2013-10-20') })).toBe('OUTSIDE_HOURS');
    await subgraph.sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '地板维修')`, [
      facilityId,
      at('15:00'),
      at('17:00'),
    ]);
    expect(await code(viewer, slot(facilityId, '14:00', '16:00'))).toBe('OUTSIDE_HOURS');
    expect(await code(viewer, slot(facilityId, '14:00', '15:00'))).toBeNull();
    expect(await code(viewer, slot(facilityId, '17:00', '18:00'))).toBeNull();
  });

  test('VEN-INV-2: NOT_BOOKABLE for the walkway, for ticketed halls, retired courts and slots without a price', async () => {
    const { viewer } = await buildMember(subgraph.sql);
    for (const overrides of [{ access_mode: 'OPEN_ACCESS' }, { access_mode: 'TICKETED' }, { retired_at: at('09:00') }]) {
      expect(await code(viewer, slot(await buildFacility(subgraph.sql, overrides)))).toBe('NOT_BOOKABLE');
    }
    expect(await code(viewer, slot(await buildFacility(subgraph.sql, {}, {})))).toBe('NOT_BOOKABLE');
    expect(await code(viewer, slot(newId()))).toBe('NOT_FOUND');
  });

  test('VEN-INV-1: of 100 parallel holds on one slot one succeeds, 99 find it taken', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const codes = await Promise.all(Array.from({ length: 100 }, () => code(member(newId()), slot(facilityId))));
    expect(codes.filter((each) => each === null)).toHaveLength(1);
    expect(codes.filter((each) => each === 'SLOT_TAKEN')).toHaveLength(99);
  });

  test('VEN-INV-1: who holds or has booked the slot themselves is told so, with the booking; nobody else is', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { viewer } = await buildMember(subgraph.sql);
    const { id } = (await hold(viewer, slot(facilityId, '14:00', '16:00'))).data.holdSlot.booking;
    const told = async (who: typeof viewer) => (await hold(who, slot(facilityId, '15:00', '17:00'))).errors?.[0];
    expect(await told(viewer)).toMatchObject({
      message: `You have that slot, or part of it, yourself: you hold it by your booking "${id}". Go on with that one, or cancel it first.`,
      extensions: { code: 'SLOT_TAKEN', rule: 'VEN-INV-1', field: 'start' },
    });
    expect((await told((await buildMember(subgraph.sql)).viewer))?.message).toBe(
      'That slot, or part of it, is taken. See "availability" for one that is free.',
    );
    const other = await buildFacility(subgraph.sql);
    await buildBooking(subgraph.sql, { facility_id: other, member_id: viewer.personId });
    const confirmed = await hold(viewer, slot(other, '09:00', '21:00', '2013-10-20'));
    expect(confirmed.errors?.[0]?.message).toContain('yourself: it is your booking "');
  });

  test('VEN-INV-1: the database itself refuses an overlap', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await buildBooking(subgraph.sql, { facility_id: facilityId });
    const overlapping = buildBooking(subgraph.sql, { facility_id: facilityId, status: 'HELD' });
    await expect(overlapping).rejects.toMatchObject({ constraint: 'booking_no_overlap' });
    for (const status of ['EXPIRED', 'CANCELLED', 'NO_SHOW'])
      await buildBooking(subgraph.sql, { facility_id: facilityId, status });
  });

  test('a hold past its time frees the slot though no job has run', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { viewer } = await buildMember(subgraph.sql);
    const first = (await hold(viewer, slot(facilityId))).data.holdSlot.booking;
    const other = member(newId());
    expect(await code(other, slot(facilityId), at('10:04'))).toBe('SLOT_TAKEN');
    expect(await code(other, slot(facilityId), at('10:05'))).toBeNull();
    expect((await subgraph.ask(viewer, `{ booking(id: "${first.id}") { status } }`, {}, at('10:05'))).data.booking.status).toBe(
      'EXPIRED',
    );
  });

  test('VEN-INV-3: the fifth free booking of the month is refused, and offered at the public price', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await buildOpenPeriod(subgraph.sql, [facilityId]);
    const { viewer } = await buildMember(subgraph.sql);
    for (const day of ['20', '21', '22', '23'])
      expect(await code(viewer, slot(facilityId, '14:00', '15:00', `2013-10-${day}`))).toBeNull();
    const fifth = await hold(viewer, slot(facilityId, '14:00', '15:00', '2013-10-24'));
    expect(fifth.errors?.[0]).toMatchObject({
      message: expect.stringContaining('"WORKER"'),
      extensions: { code: 'QUOTA_EXCEEDED', rule: 'VEN-INV-3' },
    });
    expect(await code(viewer, { ...slot(facilityId, '14:00', '15:00', '2013-10-24'), audience: 'WORKER' })).toBeNull();
  });

  test('VEN-INV-3: two free hours a day and no more', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    await buildOpenPeriod(subgraph.sql, [facilityId]);
    const { viewer } = await buildMember(subgraph.sql);
    expect(await code(viewer, slot(facilityId, '14:00', '17:00'))).toBe('QUOTA_EXCEEDED');
    expect(await code(viewer, slot(facilityId, '14:00', '16:00'))).toBeNull();
    expect(await code(viewer, slot(facilityId, '17:00', '18:00'))).toBe('QUOTA_EXCEEDED');
    expect(await code(viewer, slot(facilityId, '17:00', '18:00', '2013-10-20'))).toBeNull();
  });

  test('VEN-INV-3: quotas are exact under 40 parallel holds on as many courts', async () => {
    const courts = await Promise.all(Array.from({ length: 20 }, () => buildFacility(subgraph.sql)));
    await buildOpenPeriod(subgraph.sql, courts);
    const { id, viewer } = await buildMember(subgraph.sql);
    const days = ['2013-10-20', '2013-10-21'];
    const codes = await Promise.all(
      courts.flatMap((court) => days.map((day) => code(viewer, slot(court, '14:00', '15:00', day)))),
    );
    expect(codes.filter((each) => each === null)).toHaveLength(4);
    expect(codes.filter((each) => each === 'QUOTA_EXCEEDED')).toHaveLength(36);
    const perDay = await subgraph.sql<{ count: number }>(
      'select count(*)::int as count from booking where member_id = $1 group by day',
      [id],
    );
    expect(perDay.map(({ count }) => count)).toEqual([2, 2]);
  });

  test('VEN-INV-4: a frozen card asking for the card price is refused, and pays as a worker when nothing is asked for', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    for (const [status, validTo] of [
      ['FROZEN', null],
      ['LOST', null],
      ['CANCELLED', null],
      ['ACTIVE', '2013-10-18'],
      [null, null],
    ] as const) {
      const { viewer } = await buildMember(subgraph.sql, status, validTo);
      const refused = await hold(viewer, { ...slot(facilityId), audience: 'CARD_HOLDER' });
      expect(refused.errors?.[0]).toMatchObject({
        message: expect.stringContaining('public price'),
        extensions: { code: 'CARD_NOT_ACTIVE', rule: 'VEN-INV-4' },
      });
    }
    const { viewer } = await buildMember(subgraph.sql, 'FROZEN');
    expect((await hold(viewer, slot(facilityId))).data.holdSlot.booking).toMatchObject({ audience: 'WORKER', priceFen: '4000' });
    expect(await code(viewer, { ...slot(facilityId, '16:00', '17:00'), audience: 'GROUP' })).toBe('NOT_ELIGIBLE');
  });

  test('VEN-INV-5: a suspended member may not book until the last day is over', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    const { id, viewer } = await buildMember(subgraph.sql);
    await subgraph.sql(
      `insert into suspension (id, member_id, from_on, to_on, reason, imposed_at, scope_path) values (gen_random_uuid(), $1, '2013-09-19', '2013-10-19', '三次未到场', '2013-09-19', '/city/')`,
      [id],
    );
    expect(await code(viewer, slot(facilityId), at('10:00'))).toBe('BOOKING_SUSPENDED');
    expect(await code(viewer, slot(facilityId, '14:00', '15:00', '2013-10-20'), at('23:59'))).toBe('BOOKING_SUSPENDED');
    expect(await code(viewer, slot(facilityId, '14:00', '15:00', '2013-10-20'), at('00:00', '2013-10-20'))).toBeNull();
  });

  test('only a signed-in worker holds slots', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    expect(await code({ ...member(newId()), grants: [] }, slot(facilityId))).toBe('FORBIDDEN');
    expect(await code({ ...member(newId()), personId: null }, slot(facilityId))).toBe('FORBIDDEN');
  });

  test('one person holds five slots at a time, however many they ask for at once; what is offered to them does not count', async () => {
    const { id, viewer } = await buildMember(subgraph.sql);
    const facilityIds = await Promise.all(Array.from({ length: 12 }, () => buildFacility(subgraph.sql)));
    const wait = { member_id: id, facility_id: facilityIds[11], status: 'OFFERED' };
    await buildWait(subgraph.sql, wait);
    const codes = await Promise.all(facilityIds.slice(0, 10).map((facilityId) => code(viewer, slot(facilityId))));
    expect(codes.filter((one) => one === null)).toHaveLength(5);
    expect(codes.filter((one) => one === 'QUOTA_EXCEEDED')).toHaveLength(5);
    const next = slot(facilityIds[10] as string);
    expect(await code(viewer, next, at('10:04'))).toBe('QUOTA_EXCEEDED');
    expect(await code(viewer, next, at('10:05'))).toBeNull();
  });
});
