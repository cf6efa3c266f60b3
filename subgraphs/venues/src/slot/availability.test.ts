import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildMember, buildOpenPeriod, buildTariff } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const SLOTS = `query ($id: ID!, $from: DateTime!, $to: DateTime!) { availability(facilityId: $id, from: $from, to: $to) {
  start state card: priceFor(audience: CARD_HOLDER) public: priceFor facility { id } } }`;
const QUOTE = `query ($id: ID!, $start: DateTime!, $end: DateTime!, $audience: Audience) { quotePrice(facilityId: $id, start: $start, end: $end, audience: $audience) {
  priceFen publicPriceFen appliedRule { audience } openPeriod { nameZh } } }`;

describe('availability and prices', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const ask = (id: string, from: string, to: string, now?: string) => subgraph.ask(ANONYMOUS, SLOTS, { id, from, to }, now);
  const states = async (id: string, from: string, to: string) =>
    (await ask(id, from, to)).data.availability.map(({ state }: { state: string }) => state);
  const quote = (id: string, audience: string | null, start = at('14:00'), end = at('16:00')) =>
    subgraph.ask(ANONYMOUS, QUOTE, { id, start, end, audience });

  test('J-03: slots with their state and price; a lapsed hold does not show', async () => {
    const facility_id = await buildFacility(subgraph.sql);
    const build = (time: string, status: string, more: object = {}) =>
      buildBooking(subgraph.sql, { facility_id, status, start_at: at(time), ...more });
    await build('11:00', 'CONFIRMED');
    await build('12:00', 'HELD', { held_until: at('10:01') });
    await build('13:00', 'HELD', { held_until: at('10:00') });
    await build('14:00', 'CANCELLED');
    await subgraph.sql(`insert into closure values (gen_random_uuid(), $1, $2, $3, '维修')`, [
      facility_id,
      at('15:00'),
      at('15:30'),
    ]);
    expect(await states(facility_id, at('09:00'), at('17:00'))).toEqual([
      'PAST',
      'FREE',
      'BOOKED',
      'HELD',
      'FREE',
      'FREE',
      'CLOSED',
      'FREE',
    ]);
    const [slot] = (await ask(facility_id, at('10:00'), at('11:00'))).data.availability;
    expect(slot).toEqual({ start: at('10:00'), state: 'FREE', card: '2000', public: '4000', facility: { id: facility_id } });
  });

  test('the calendar ends after 14 days', async () => {
    const id = await buildFacility(subgraph.sql);
    const found = await states(id, at('20:00', '2013-11-02'), at('10:00', '2013-11-03'));
    expect(found).toEqual(['FREE', 'NOT_YET_BOOKABLE']);
  });

  test('a month costs as many statements as an hour', async () => {
    const id = await buildFacility(subgraph.sql);
    const cost = async (to: string) => {
      subgraph.statements();
      const { data } = await ask(id, at('09:00'), to);
      return [data.availability.length, subgraph.statements().length];
    };
    const [hour, month] = [await cost(at('10:00')), await cost(at('21:00', '2013-11-18'))];
    expect([hour[0], month[0]]).toEqual([1, 372]);
    expect(month[1]).toBe(hour[1]);
  });

  test('refuses a time turned round or too long, and an unknown facility', async () => {
    const id = await buildFacility(subgraph.sql);
    expect(await subgraph.code(ask(id, at('10:00'), at('10:00')))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(ask(id, at('10:00'), at('10:00', '2013-11-20')))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(ask(newId(), at('10:00'), at('11:00')))).toBe('NOT_FOUND');
    expect(await subgraph.code(ask('x', at('10:00'), at('11:00')))).toBe('NOT_FOUND');
  });

  test('VEN-INV-2: the walkway has no slots, and costs nobody anything', async () => {
    const id = await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS' }, {});
    expect(await states(id, at('10:00'), at('12:00'))).toEqual([]);
    expect((await quote(id, 'WORKER')).data.quotePrice).toEqual({
      priceFen: '0',
      publicPriceFen: '0',
      appliedRule: null,
      openPeriod: null,
    });
  });

  test('a retired court has no slots and no price', async () => {
    const id = await buildFacility(subgraph.sql, { retired_at: at('09:00') });
    expect(await states(id, at('10:00'), at('12:00'))).toEqual([]);
    expect(await subgraph.code(quote(id, null))).toBe('NOT_BOOKABLE');
  });

  test('slots without a price are closed', async () => {
    const id = await buildFacility(subgraph.sql, {}, {});
    expect(await states(id, at('14:00'), at('15:00'))).toEqual(['CLOSED']);
    expect(await subgraph.code(quote(id, null))).toBe('NOT_BOOKABLE');
  });

  test('a quote shows the public price beside the asked one, and the open period that makes it free', async () => {
    const id = await buildFacility(subgraph.sql);
    expect((await quote(id, 'CARD_HOLDER')).data.quotePrice).toEqual({
      priceFen: '4000',
      publicPriceFen: '8000',
      appliedRule: { audience: 'CARD_HOLDER' },
      openPeriod: null,
    });
    expect((await quote(id, null)).data.quotePrice).toMatchObject({ priceFen: '8000', appliedRule: { audience: 'RESIDENT' } });
    await buildOpenPeriod(subgraph.sql, [id]);
    expect((await quote(id, 'CARD_HOLDER')).data.quotePrice).toMatchObject({
      priceFen: '0',
      openPeriod: { nameZh: '羽毛球免费开放月' },
    });
    expect((await quote(id, 'WORKER')).data.quotePrice).toMatchObject({ priceFen: '8000', openPeriod: null });
    expect(await subgraph.code(quote(id, null, at('20:00'), at('22:00')))).toBe('OUTSIDE_HOURS');
    expect(await subgraph.code(quote(id, null, at('14:30'), at('15:30')))).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['of a card', 'ACTIVE', '4000'],
    ['of a worker, as for who has no card,', null, '6000'],
  ])('without an audience a member is quoted the price %s that a hold has', async (_, card, priceFen) => {
    const id = await buildFacility(subgraph.sql);
    await buildTariff(subgraph.sql, id, { audience: 'WORKER', price_fen: 3000 });
    const { viewer } = await buildMember(subgraph.sql, card);
    const quoted = await subgraph.ask(viewer, QUOTE, { id, start: at('14:00'), end: at('16:00') });
    const slot = { facilityId: id, start: at('14:00'), end: at('16:00') };
    const held = await caller(subgraph)('holdSlot', 'booking { priceFen }', slot, viewer);
    expect([quoted.data.quotePrice.priceFen, held.data.holdSlot.booking.priceFen]).toEqual([priceFen, priceFen]);
  });

  test('2.4.6: nobody keeps the service busy with a time that has no end', async () => {
    const id = await buildFacility(subgraph.sql);
    await subgraph.sql(`update opening_hours set opens = '00:00', closes = '24:00' where facility_id = $1`, [id]);
    const began = Date.now();
    for (const end of [at('10:00', '2013-11-02'), at('00:00', '2060-01-01'), at('00:00', '9999-12-31')])
      expect(await subgraph.code(quote(id, null, at('10:00', '2013-10-20'), end))).toBe('BAD_USER_INPUT');
    // Slot by slot it took minutes, on a machine with nothing else to do.
    expect(Date.now() - began).toBeLessThan(60_000);
  });
});
