import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility, buildVenue } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const FIGURES = 'bookings freeShareBp suppressed';
const QUARTER = { from: '2013-07-01', to: '2013-09-30' };

describe('figures for those who manage venues (VEN-INV-9)', () => {
  let subgraph: TestSubgraph;
  const path = (name: string) => `/city/110105/${name}/`;
  /** The arena has 12 bookings of the summer, of which 3 are free; the hall has 4. Both have more in October. */
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
    for (const [name, count] of [
      ['arena', 12],
      ['hall', 4],
    ] as const) {
      const venue_id = await buildVenue(subgraph.sql, { name_zh: name, scope_path: path(name) });
      const facility_id = await buildFacility(subgraph.sql, { venue_id, scope_path: path(name) });
      const build = (start_at: string, price_fen: number, status = 'COMPLETED') =>
        buildBooking(subgraph.sql, { facility_id, scope_path: path(name), status, price_fen, start_at });
      for (let n = 0; n < count; n++) await build(at('10:00', `2013-08-${10 + n}`), n < 3 ? 0 : 4000);
      await build(at('12:00', '2013-08-10'), 0, 'CANCELLED');
      await build(at('10:00', '2013-10-20'), 0, 'CONFIRMED');
    }
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const usage = (viewer: Viewer, period = QUARTER, districtCode = '110105') =>
    subgraph.ask(
      viewer,
      `query ($d: DistrictCode!, $p: PeriodInput!) { venueUsage(districtCode: $d, period: $p) { venue { nameZh } ${FIGURES} } }`,
      { d: districtCode, p: period },
    );
  const stats = (viewer: Viewer, p = QUARTER) =>
    subgraph.ask(
      viewer,
      `query ($r: [_Any!]!, $p: PeriodInput!) { _entities(representations: $r) { ... on District { venueStats(period: $p) { ${FIGURES} } } } }`,
      { r: [{ __typename: 'District', code: '110105' }], p },
    );
  const arenaManager = staff(newId(), 'VENUE_MANAGER', path('arena'));
  const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

  test('a manager reads exact counts of their own venue, of any days, and of no other', async () => {
    expect((await usage(arenaManager)).data.venueUsage).toEqual([
      { venue: { nameZh: 'arena' }, bookings: 12, freeShareBp: 2500, suppressed: false },
    ]);
    const october = await usage(arenaManager, { from: '2013-10-20', to: '2013-10-20' });
    expect(october.data.venueUsage).toMatchObject([{ bookings: 1, freeShareBp: 10_000 }]);
  });

  test('who manages all venues of the district reads all of them exactly', async () => {
    const { data } = await usage(staff(newId(), 'VENUE_MANAGER', '/city/110105/'));
    expect(data.venueUsage.map(({ bookings }: { bookings: number }) => bookings)).toEqual([12, 4]);
  });

  test('others read whole quarters that are over, in tens, and nothing below ten', async () => {
    for (const viewer of [admin, staff(newId(), 'CITY_DEPT')]) {
      expect((await usage(viewer)).data.venueUsage).toEqual([
        { venue: { nameZh: 'arena' }, bookings: 10, freeShareBp: null, suppressed: true },
        { venue: { nameZh: 'hall' }, bookings: null, freeShareBp: null, suppressed: true },
      ]);
      expect(await subgraph.code(usage(viewer, { from: '2013-07-01', to: '2013-09-29' }))).toBe('VALIDATION_FAILED');
      expect(await subgraph.code(usage(viewer, { from: '2013-10-01', to: '2013-12-31' }))).toBe('VALIDATION_FAILED');
    }
  });

  test('a manager of one venue reads the district like the public does: the other venue cannot be computed back', async () => {
    expect((await stats(arenaManager)).data._entities[0].venueStats).toEqual({
      bookings: 10,
      freeShareBp: null,
      suppressed: true,
    });
    expect(await subgraph.code(stats(arenaManager, { from: '2013-08-01', to: '2013-08-31' }))).toBe('VALIDATION_FAILED');
    expect((await stats(admin)).data._entities[0].venueStats).toEqual({ bookings: 16, freeShareBp: 3750, suppressed: false });
  });

  test('not by members, nor by who manages elsewhere; a period turned round is refused', async () => {
    for (const viewer of [
      member(newId()),
      staff(newId(), 'VENUE_MANAGER', '/city/110106/'),
      staff(newId(), 'STATION_STAFF', '/city/110105/'),
    ])
      expect(await subgraph.code(usage(viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(usage(arenaManager, { from: '2013-09-30', to: '2013-07-01' }))).toBe('BAD_USER_INPUT');
  });

  test('many venues cost as many statements as one', async () => {
    subgraph.statements();
    await usage(admin);
    const few = subgraph.statements().length;
    for (let n = 0; n < 10; n++) await buildVenue(subgraph.sql, { name_zh: `another ${n}`, scope_path: path(`another-${n}`) });
    await usage(admin);
    expect(subgraph.statements()).toHaveLength(few);
  });
});
