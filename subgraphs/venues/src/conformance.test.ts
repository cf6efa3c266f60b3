import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { buildFacility, buildOpenPeriod } from '../test/build.ts';
import { venues } from './subgraph.ts';

testConformance(venues, {
  seed: async ({ sql }) => {
    for (let n = 0; n < 60; n++) await buildFacility(sql);
    const facilities = await sql<{ id: string }>('select id from facility');
    await buildOpenPeriod(
      sql,
      facilities.map(({ id }) => id),
    );
    await sql(
      `insert into closure select gen_random_uuid(), id, '2013-10-18T00:00:00Z', '2013-11-18T00:00:00Z', '维修' from facility`,
    );
    await sql(`insert into booking (id, member_id, facility_id, start_at, end_at, day, audience, price_fen, status, district_code, scope_path)
      select gen_random_uuid(), gen_random_uuid(), id, '2013-10-20T02:00:00Z', '2013-10-20T03:00:00Z', '2013-10-20', 'WORKER', 4000, 'CONFIRMED', '110105', '/city/110105/' from facility`);
  },
  // Whose a card is, its own latest event says; memberships of teams follow with the member of the troupe.
  stays: ['card_standing', 'member_place', 'troupe_team_member'],
  viewer: staff(newId(), 'CITY_DEPT'),
  list: `query ($first: Int!) { venues(first: $first) { totalCount nodes { nameZh district { code venueStats(period: { from: "2013-10-01", to: "2013-10-31" }) { bookings } } facilities {
    nameZh status openingHours { opens } closures { reason } tariffs { audience priceFen } venue { nameZh } } } } }`,
  count: ({ venues: list }) => list.nodes.length,
});
