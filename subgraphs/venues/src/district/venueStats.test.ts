import { newId } from '@union-graph/subgraph';
import { member, partnerOf, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, buildBooking, buildFacility } from '../../test/build.ts';
import { venues } from '../subgraph.ts';
import { byQuarters } from './VenueStats.ts';

const STATS = `query ($r: [_Any!]!, $p: PeriodInput!) { _entities(representations: $r) { ... on District { code venueStats(period: $p) { bookings freeShareBp } } } }`;

describe('District.venueStats', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
    const facility_id = await buildFacility(subgraph.sql);
    const build = (day: string, status: string, price_fen: number, hour = 10) =>
      buildBooking(subgraph.sql, { facility_id, status, price_fen, start_at: at(`${hour}:00`, day) });
    await build('2013-10-01', 'COMPLETED', 0);
    await build('2013-10-31', 'CONFIRMED', 4000);
    await build('2013-10-15', 'NO_SHOW', 0);
    for (const status of ['CANCELLED', 'EXPIRED', 'HELD']) await build('2013-10-16', status, 0, 12);
    await build('2013-09-30', 'COMPLETED', 0);
    await build('2013-11-01', 'CONFIRMED', 0);
  });
  afterAll(() => subgraph.stop());

  const ask = (
    viewer: Parameters<TestSubgraph['ask']>[0],
    codes = ['110105'],
    period = { from: '2013-10-01', to: '2013-10-31' },
  ) => subgraph.ask(viewer, STATS, { r: codes.map((code) => ({ __typename: 'District', code })), p: period });

  test('J-10, VEN-INV-9: counts what was booked, by the day of use, and the share that was free', async () => {
    const { data } = await ask(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'));
    expect(data._entities).toEqual([{ code: '110105', venueStats: { bookings: 3, freeShareBp: 6667 } }]);
  });

  test('many districts cost one statement, and one without bookings has no share', async () => {
    subgraph.statements();
    const { data } = await ask(staff(newId(), 'CITY_DEPT'), ['110101', '110105', '110102']);
    expect(data._entities.map(({ venueStats }: { venueStats: object }) => venueStats)).toEqual([
      { bookings: 0, freeShareBp: null },
      { bookings: 3, freeShareBp: 6667 },
      { bookings: 0, freeShareBp: null },
    ]);
    expect(subgraph.statements()).toHaveLength(1);
  });

  test('refused to members and to another district, and for a period turned round', async () => {
    const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110101/');
    const manager = staff(newId(), 'VENUE_MANAGER', '/city/110101/');
    for (const viewer of [member(newId()), admin, manager]) expect(await subgraph.code(ask(viewer))).toBe('FORBIDDEN');
    expect(await subgraph.code(ask(staff(newId(), 'CITY_DEPT'), undefined, { from: '2013-10-02', to: '2013-10-01' }))).toBe(
      'BAD_USER_INPUT',
    );
  });

  test.each(['CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER'] as const)(
    '%s of another district reads none',
    async (role) => {
      const elsewhere = staff(newId(), role, '/city/110101/');
      expect(await subgraph.code(ask(elsewhere, ['110105'], { from: '2013-07-01', to: '2013-09-30' }))).toBe('FORBIDDEN');
    },
  );

  test.each(['SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER'] as const)(
    'C-20: %s reads whole quarters and no small counts',
    async (role) => {
      const viewer = staff(newId(), role);
      expect(await subgraph.code(ask(viewer))).toBe('VALIDATION_FAILED');
      const { data } = await ask(viewer, ['110105'], { from: '2013-07-01', to: '2013-09-30' });
      expect(data._entities[0].venueStats).toEqual({ bookings: null, freeShareBp: null });
    },
  );

  test('4.2: partners read whole quarters only, of their districts, and nothing below ten', async () => {
    const partner = partnerOf({ kind: 'RESEARCH', districtCodes: ['110105'] });
    const quarter = { from: '2013-07-01', to: '2013-09-30' };
    expect(await subgraph.code(ask(partner, ['110105'], { from: '2013-10-01', to: '2013-12-31' }))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(ask(partner))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(ask(partner, ['110101'], quarter))).toBe('NOT_FOUND');
    expect((await ask(partner, ['110105'], quarter)).data._entities[0].venueStats).toEqual({ bookings: null, freeShareBp: null });
  });
});

test('a year is the sum of what its quarters tell, the share that of rounded counts', () => {
  const quarter = { bookings: 109, free: 57 };
  expect(byQuarters([quarter, quarter])).toEqual({ bookings: 200, freeShareBp: 5000, suppressed: false });
  expect(byQuarters([quarter, { bookings: 19, free: 9 }, { bookings: 3, free: 3 }])).toEqual({
    bookings: 110,
    freeShareBp: 5000,
    suppressed: true,
  });
});
