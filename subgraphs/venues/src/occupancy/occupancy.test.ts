import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildFacility, buildVenue, CHAOYANG } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

describe('the counter of the walkway (S-65), and what was invested in a venue (S-66)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const manager = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const walkway = () => buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS', kind: 'WALKWAY', capacity: 1000 }, {});
  const passes = (facilityId: string, entered: number, left: number) =>
    caller(subgraph)('countPassage', 'occupancy { inside }', { facilityId, entered, left }, manager);
  const insideAfter = async (...given: Parameters<typeof passes>) => (await passes(...given)).data.countPassage?.occupancy.inside;

  test('counts in and out, is never negative, and is set to what somebody saw', async () => {
    const id = await walkway();
    expect(await subgraph.code(passes(id, 0, 1))).toBe('VALIDATION_FAILED');
    expect(await insideAfter(id, 5, 0)).toBe(5);
    expect(await insideAfter(id, 2, 3)).toBe(4);
    expect(await subgraph.code(passes(id, 0, 5))).toBe('VALIDATION_FAILED');
    const reset = (inside: number) =>
      caller(subgraph)('resetOccupancy', 'occupancy { inside }', { facilityId: id, inside }, manager);
    expect((await reset(40)).data.resetOccupancy.occupancy.inside).toBe(40);
    for (const inside of [-1, 1_001]) expect(await subgraph.code(reset(inside))).toBe('BAD_USER_INPUT');
    const [{ venue_id } = { venue_id: '' }] = await subgraph.sql<{ venue_id: string }>(
      'select venue_id from facility where id = $1',
      [id],
    );
    const { venue } = (
      await subgraph.ask(ANONYMOUS, 'query ($id: ID!) { venue(id: $id) { facilities { occupancy { inside } } } }', {
        id: venue_id,
      })
    ).data;
    expect(venue.facilities).toEqual([{ occupancy: { inside: 40 } }]);
    await expect(subgraph.sql('update occupancy set inside = -1')).rejects.toThrow('occupancy_not_negative');
  });

  test('nobody is counted before the day on which it opens', async () => {
    const id = await buildFacility(subgraph.sql, { access_mode: 'OPEN_ACCESS', kind: 'WALKWAY', opened_on: '2013-10-20' }, {});
    const pass = (now?: string) =>
      subgraph.code(
        caller(subgraph)('countPassage', 'occupancy { inside }', { facilityId: id, entered: 1, left: 0 }, manager, now),
      );
    expect(await pass('2013-10-19T23:59:00+08:00')).toBe('VALIDATION_FAILED');
    expect(await pass('2013-10-20T00:00:00+08:00')).toBeNull();
  });

  test('a hundred gates at once: each counts, and no more leave than came in', async () => {
    const id = await walkway();
    await passes(id, 30, 0);
    const codes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => subgraph.code(n < 50 ? passes(id, 1, 0) : passes(id, 0, 2))),
    );
    const left = codes.slice(50).filter((code) => code === null).length;
    expect(codes.slice(0, 50)).toEqual(Array(50).fill(null));
    expect(left).toBeGreaterThanOrEqual(15);
    const [row] = await subgraph.sql('select inside from occupancy where facility_id = $1', [id]);
    expect(row).toEqual({ inside: 80 - 2 * left });
  });

  test('what is booked or ticketed has no counter, by the database, too', async () => {
    const court = await buildFacility(subgraph.sql);
    expect(await subgraph.code(passes(court, 1, 0))).toBe('VALIDATION_FAILED');
    await expect(subgraph.sql('insert into occupancy values ($1, default, 1, now())', [court])).rejects.toThrow(
      'occupancy_facility',
    );
    expect(await subgraph.code(passes(await walkway(), 0, 0))).toBe('BAD_USER_INPUT');
  });

  test('S-66: what was invested is recorded once a year and purpose, and read by who answers for the venue', async () => {
    const venueId = await buildVenue(subgraph.sql);
    const admin = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
    const record = (year: number, purpose: string, amountFen = '50000000') =>
      caller(subgraph)('recordInvestment', 'investment { year }', { venueId, year, purpose, amountFen }, admin);
    expect(await subgraph.code(record(2012, '更换木地板'))).toBeNull();
    expect(await subgraph.code(record(2013, '照明改造'))).toBeNull();
    expect(await subgraph.code(record(2013, '照明 改造'))).toBe('DUPLICATE');
    for (const year of [1948, 2014]) expect(await subgraph.code(record(year, '照明改造'))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(record(2013, '其他', '0'))).toBe('BAD_USER_INPUT');
    const read = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      (
        await subgraph.ask(viewer, 'query ($id: ID!) { venue(id: $id) { investments { year amountFen purpose } } }', {
          id: venueId,
        })
      ).data.venue.investments;
    expect(await read(manager)).toEqual([
      { year: 2013, amountFen: '50000000', purpose: '照明改造' },
      { year: 2012, amountFen: '50000000', purpose: '更换木地板' },
    ]);
    for (const viewer of [ANONYMOUS, staff(newId(), 'VENUE_MANAGER', '/city/110101/')]) expect(await read(viewer)).toBeNull();
  });
});
