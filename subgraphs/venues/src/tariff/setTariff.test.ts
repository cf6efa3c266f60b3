import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFacility, buildTariff, withKey } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const SET =
  'mutation ($input: SetTariffInput!) { setTariff(input: $input) { tariff { id audience dayPart priceFen discountBp validFrom validTo priority } } }';

describe('setTariff', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER');
  const set = (input: object, viewer = manager) => subgraph.ask(viewer, SET, withKey(input));
  const code = (...args: Parameters<typeof set>) => subgraph.code(set(...args));
  const resident = (facilityId: string, more: object = {}) => ({ facilityId, audience: 'RESIDENT', priceFen: '5000', ...more });

  test('a new price ends the one before it on the day before, and a replay changes nothing', async () => {
    const facilityId = await buildFacility(subgraph.sql, {}, { RESIDENT: 4000 });
    const input = { input: { idempotencyKey: key(), ...resident(facilityId, { validFrom: '2013-11-01' }) } };
    const first = await subgraph.ask(manager, SET, input);
    expect(first.data.setTariff.tariff).toMatchObject({
      priceFen: '5000',
      dayPart: 'ALL_DAY',
      validFrom: '2013-11-01',
      validTo: null,
      priority: 0,
      discountBp: null,
    });
    expect(await subgraph.ask(manager, SET, input)).toEqual(first);
    const rules = await subgraph.sql(
      'select price_fen as price, valid_to as to from tariff_rule where facility_id = $1 order by valid_from',
      [facilityId],
    );
    expect(rules).toEqual([
      { price: 4000n, to: '2013-10-31' },
      { price: 5000n, to: null },
    ]);
  });

  test('a rule that is not the successor of another must not overlap it, unless its priority is higher', async () => {
    const facilityId = await buildFacility(subgraph.sql, {}, { RESIDENT: 4000 });
    expect(await code(resident(facilityId, { validTo: '2013-10-31' }))).toBe('DUPLICATE');
    expect(await code(resident(facilityId, { validTo: '2013-10-31', priority: 1 }))).toBeNull();
  });

  test('VEN-INV-4: a card price above the public one is refused, after the discount', async () => {
    const facilityId = await buildFacility(subgraph.sql, {}, {});
    const card = (priceFen: string, more: object = {}) => code({ facilityId, audience: 'CARD_HOLDER', priceFen, ...more });
    await buildTariff(subgraph.sql, facilityId);
    await buildTariff(subgraph.sql, facilityId, { day_part: 'EVENING', price_fen: 6000 });
    expect(await card('4001')).toBe('VALIDATION_FAILED');
    expect(await card('5000', { discountBp: 2000 })).toBeNull();
    expect(await card('6000', { dayPart: 'EVENING' })).toBeNull();
    expect(await card('6001', { dayPart: 'EVENING', priority: 1 })).toBe('VALIDATION_FAILED');
  });

  test('refusals: open access, days that are over or turned round, bounds, another part of the city, no such facility', async () => {
    const facilityId = await buildFacility(subgraph.sql);
    expect(await code(resident(await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS' })))).toBe('VALIDATION_FAILED');
    expect(await code(resident(facilityId, { validFrom: '2013-10-18' }))).toBe('BAD_USER_INPUT');
    expect(await code(resident(facilityId, { validFrom: '2013-11-02', validTo: '2013-11-01' }))).toBe('BAD_USER_INPUT');
    expect(await code(resident(facilityId, { discountBp: 10_001 }))).toBe('BAD_USER_INPUT');
    expect(await code(resident(facilityId, { priority: 101 }))).toBe('BAD_USER_INPUT');
    expect(await code(resident(facilityId, { priceFen: '-1' }))).toBe('BAD_USER_INPUT');
    expect(await code(resident(facilityId), staff(newId(), 'VENUE_MANAGER', '/city/110101/'))).toBe('FORBIDDEN');
    expect(await code(resident(facilityId), member(newId()))).toBe('FORBIDDEN');
    expect(await code(resident(newId()))).toBe('NOT_FOUND');
  });

  test('of 20 parallel successors one is in force', async () => {
    const facilityId = await buildFacility(subgraph.sql, {}, { RESIDENT: 4000 });
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(resident(facilityId))));
    expect(codes.filter((each) => each === null)).toHaveLength(1);
    expect(
      await subgraph.sql('select id from tariff_rule where facility_id = $1 and valid_to is null', [facilityId]),
    ).toHaveLength(1);
  });
});
