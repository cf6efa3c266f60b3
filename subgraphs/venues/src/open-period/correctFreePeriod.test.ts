import { newId } from '@union-graph/subgraph';
import { caller, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildFacility, buildMember, buildOpenPeriod } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const PERIOD =
  'openPeriod { id version nameZh from to withdrawnAt personalQuota { minutesPerDay perPeriod } facilities { id } changes { nameZh from to facilityCount reason personalQuota { perPeriod } } }';

describe('an open period that was announced wrongly (S-68)', () => {
  let subgraph: TestSubgraph;
  let act: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
    act = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const manager = staff(newId(), 'VENUE_MANAGER', '/city/110105/');
  const COMING = { from_on: '2013-10-21', to_on: '2013-10-31' };
  const period = async (days: object = COMING, facilities = 1) => {
    const ids = await Promise.all(Array.from({ length: facilities }, () => buildFacility(subgraph.sql)));
    return { id: await buildOpenPeriod(subgraph.sql, ids, { ...days }), facilityIds: ids };
  };
  const correct = (openPeriodId: string, input: object, viewer: Viewer = manager) =>
    act('correctFreePeriod', PERIOD, { openPeriodId, expectedVersion: 1, reason: '公告有误', ...input }, viewer);
  const withdraw = (openPeriodId: string, input: object = {}, viewer: Viewer = manager) =>
    act('withdrawFreePeriod', PERIOD, { openPeriodId, expectedVersion: 1, reason: '场地维修', ...input }, viewer);
  const code = (answer: ReturnType<typeof correct>) => subgraph.code(answer);
  const priceOn = async (facilityId: string, day: string) => {
    const slot = { facilityId, start: at('10:00', day), end: at('11:00', day) };
    const { viewer } = await buildMember(subgraph.sql);
    const held = await act('holdSlot', 'booking { id priceFen openPeriod { id } }', slot, viewer);
    return held.data.holdSlot.booking.priceFen as string;
  };

  test('until it begins all of it is corrected; what it was stays to be read, and prices follow', async () => {
    const { id, facilityIds } = await period();
    const other = await buildFacility(subgraph.sql);
    const [wrong] = facilityIds as [string];
    expect(await priceOn(wrong, '2013-10-22')).toBe('0');
    const after = {
      nameZh: '乒乓球免费开放月',
      facilityIds: [other],
      from: '2013-10-22',
      to: '2013-10-30',
      minutesPerDay: 60,
      perPeriod: 3,
    };
    const { openPeriod } = (await correct(id, after)).data.correctFreePeriod;
    expect(openPeriod).toMatchObject({
      ...{ version: 2, nameZh: '乒乓球免费开放月', from: '2013-10-22', to: '2013-10-30', withdrawnAt: null },
      ...{ personalQuota: { minutesPerDay: 60, perPeriod: 3 }, facilities: [{ id: other }] },
      changes: [
        {
          nameZh: '羽毛球免费开放月',
          from: '2013-10-21',
          to: '2013-10-31',
          facilityCount: 1,
          reason: '公告有误',
          personalQuota: { perPeriod: 4 },
        },
      ],
    });
    expect(await priceOn(wrong, '2013-10-23')).not.toBe('0');
    expect(await priceOn(other, '2013-10-23')).toBe('0');
    const kept = await subgraph.sql(
      'select price_fen::text as price from booking where open_period_id = $1 and facility_id = $2',
      [id, wrong],
    );
    expect(kept).toEqual([{ price: '0' }]);
  });

  test('once it has begun its name, a larger quota and its last day are; nobody loses what they planned with', async () => {
    const { id } = await period({ from_on: '2013-10-01', to_on: '2013-10-31' });
    for (const change of [
      { from: '2013-10-02' },
      { facilityIds: [await buildFacility(subgraph.sql)] },
      { minutesPerDay: 60 },
      { perPeriod: 3 },
    ])
      expect([change, await code(correct(id, change))]).toEqual([change, 'DEADLINE_PASSED']);
    expect(await code(correct(id, { to: '2013-10-18' }))).toBe('BAD_USER_INPUT');
    const wider = await correct(id, { to: '2013-10-19', perPeriod: 6, nameZh: '开放月' });
    expect(wider.data.correctFreePeriod.openPeriod).toMatchObject({
      from: '2013-10-01',
      to: '2013-10-19',
      personalQuota: { perPeriod: 6 },
    });
    const over = await period({ from_on: '2013-09-01', to_on: '2013-09-30' });
    expect(await code(correct(over.id, { to: '2013-10-31' }))).toBe('DEADLINE_PASSED');
    expect(await code(withdraw(id, { expectedVersion: 2 }))).toBe('DEADLINE_PASSED');
  });

  test('one that is taken back is no more: not listed, free for another, and not corrected', async () => {
    const { id, facilityIds } = await period();
    const { openPeriod } = (await withdraw(id)).data.withdrawFreePeriod;
    expect(openPeriod).toMatchObject({ version: 2, facilities: [], changes: [{ facilityCount: 1, reason: '场地维修' }] });
    const listed = await subgraph.ask(member(newId()), '{ openPeriods(on: "2013-10-25") { id } }');
    expect(listed.data.openPeriods.map((one: { id: string }) => one.id)).not.toContain(id);
    const anew = { nameZh: '开放月', facilityIds, from: '2013-10-21', to: '2013-10-31' };
    expect(await code(act('openFreePeriod', 'openPeriod { id }', anew, manager))).toBeNull();
    expect(await code(correct(id, { expectedVersion: 2, perPeriod: 5 }))).toBe('INVALID_TRANSITION');
    expect(await code(withdraw(id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
  });

  test('refusals: days, quotas, facilities, reason, others’ venues, no change', async () => {
    const { id, facilityIds } = await period(COMING, 2);
    const elsewhere = staff(newId(), 'VENUE_MANAGER', '/city/110101/');
    const walkway = await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS' });
    const inAnother = await period();
    for (const [expected, change] of [
      ['BAD_USER_INPUT', { from: '2013-10-18' }],
      ['BAD_USER_INPUT', { from: '2013-11-01' }],
      ['BAD_USER_INPUT', { to: '2014-10-30' }],
      ['BAD_USER_INPUT', { perPeriod: 0 }],
      ['BAD_USER_INPUT', { minutesPerDay: 1441 }],
      ['BAD_USER_INPUT', { facilityIds: [] }],
      ['BAD_USER_INPUT', { facilityIds: [facilityIds[0], facilityIds[0]] }],
      ['BAD_USER_INPUT', { reason: ' ', perPeriod: 5 }],
      ['NOT_FOUND', { facilityIds: [newId()] }],
      ['NOT_BOOKABLE', { facilityIds: [walkway] }],
      ['DUPLICATE', { facilityIds: inAnother.facilityIds }],
      ['VALIDATION_FAILED', {}],
      ['VALIDATION_FAILED', { facilityIds: [...facilityIds].reverse(), to: '2013-10-31' }],
      ['VERSION_CONFLICT', { expectedVersion: 2, perPeriod: 5 }],
    ] as const)
      expect([change, await code(correct(id, change))]).toEqual([change, expected]);
    for (const viewer of [elsewhere, member(newId())]) {
      expect(await code(correct(id, { perPeriod: 5 }, viewer))).toBe('FORBIDDEN');
      expect(await code(withdraw(id, {}, viewer))).toBe('FORBIDDEN');
    }
    expect(await code(correct(newId(), { perPeriod: 5 }))).toBe('NOT_FOUND');
    expect(await code(correct('x', { perPeriod: 5 }))).toBe('NOT_FOUND');
    expect(await subgraph.sql('select from open_period_change where open_period_id = $1', [id])).toEqual([]);
  });

  test('while twenty book: who holds by the period that is taken back holds before it, or pays', async () => {
    const { id, facilityIds } = await period();
    const [facilityId] = facilityIds as [string];
    const members = await Promise.all(Array.from({ length: 20 }, () => buildMember(subgraph.sql)));
    const holds = members.map(({ viewer }, n) => {
      const hour = 8 + (n % 10);
      const day = n < 10 ? '2013-10-22' : '2013-10-23';
      const slot = {
        start: at(`${String(hour).padStart(2, '0')}:00`, day),
        end: at(`${String(hour + 1).padStart(2, '0')}:00`, day),
      };
      return act('holdSlot', 'booking { priceFen openPeriod { id } }', { facilityId, ...slot }, viewer);
    });
    const [taken, ...held] = await Promise.all([withdraw(id), ...holds]);
    expect(taken?.errors).toBeUndefined();
    const free = held.filter(({ data }) => data?.holdSlot?.booking.priceFen === '0').length;
    const [stored] = await subgraph.sql('select count(*)::int as n from booking where open_period_id = $1', [id]);
    expect(stored).toEqual({ n: free });
    expect(await priceOn(facilityId, '2013-10-24')).not.toBe('0');
  });
});
