import { ANONYMOUS } from '@union-graph/identity';
import type pg from 'pg';
import type { Operation, Round } from '../measureOperations.ts';
import { city, DISTRICT } from '../viewers.ts';

const [FROM, TO] = ['2013-10-19T00:00:00+08:00', '2013-11-02T00:00:00+08:00'];
const COURTS = 20;

/** All rows that a calendar is computed of, in one statement: slots are no rows anywhere. */
const CALENDAR = `with f as (select * from facility where id = $1)
  select (select to_jsonb(f) from f) as facility,
    (select jsonb_agg(h) from opening_hours h where h.facility_id = $1) as hours,
    (select jsonb_agg(c) from closure c where c.facility_id = $1 and c.to_at > $2) as closures,
    (select jsonb_agg(t) from tariff_rule t where t.facility_id = $1 and coalesce(t.valid_to, 'infinity') >= '2013-10-19') as tariffs,
    (select jsonb_agg(p) from open_period_facility o join open_period p on p.id = o.open_period_id
      where o.facility_id = $1 and o.to_on >= '2013-10-19') as periods,
    (select jsonb_agg(l) from venue_limit l join f on f.venue_id = l.venue_id) as limits,
    (select jsonb_agg(jsonb_build_object('start', b.start_at, 'end', b.end_at, 'status', b.status)) from booking b
      where b.facility_id = $1 and tstzrange(b.start_at, b.end_at) && tstzrange($2, $3) and b.status in ('HELD', 'CONFIRMED', 'CHECKED_IN')) as taken`;

const calendar = (name: string, selection: string, courts: readonly string[]): Operation => ({
  name,
  bounded: true,
  rounds: courts.map(
    (id): Round => ({
      question: {
        viewer: ANONYMOUS,
        query: `query ($id: ID!, $from: DateTime!, $to: DateTime!) { availability(facilityId: $id, from: $from, to: $to) { ${selection} } }`,
        variables: { id, from: FROM, to: TO },
      },
      bare: [{ text: CALENDAR, values: [id, FROM, TO] }],
    }),
  ),
});

const STATS = `select count(*) as bookings, count(*) filter (where b.price_fen = 0) as free from booking b
  where b.district_code = $1 and b.day between $2 and $3 and b.status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW')`;

/** Venues' part of a district centre's dashboard (J-10). */
const stats = (name: string, from: string, to: string): Operation => ({
  name,
  bounded: false,
  rounds: [
    {
      question: {
        viewer: city,
        query: `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) { ... on District {
          venueStats(period: $period) { bookings freeShareBp } } } }`,
        variables: { of: [{ __typename: 'District', code: DISTRICT }], period: { from, to } },
      },
      bare: [{ text: STATS, values: [DISTRICT, from, to] }],
    },
  ],
});

const VENUES = 'select v.* from venue v where v.district_code = $1 order by v.name_zh, v.id';
const USAGE = `select f.venue_id, count(*) as bookings, count(*) filter (where b.price_fen = 0) as free from booking b join facility f on f.id = b.facility_id
  where b.district_code = $1 and b.day between '2013-07-01' and '2013-09-30' and b.status in ('CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW')
  group by 1`;

const usage = (): Operation => ({
  name: 'venueUsage of a district, a quarter',
  bounded: false,
  rounds: [
    {
      question: {
        viewer: city,
        query: `{ venueUsage(districtCode: "${DISTRICT}", period: { from: "2013-07-01", to: "2013-09-30" }) { venue { nameZh } bookings freeShareBp } }`,
      },
      bare: [VENUES, USAGE].map((text) => ({ text, values: [DISTRICT] })),
    },
  ],
});

const SCREENS = `select s.district_code, s.operator, count(*) as screens, count(*) filter (where s.online) as online from screen s group by 1, 2`;
const TALLY = 'select t.* from campaign_tally t where t.campaign_id = $1';

const screens = (campaignId: string): Operation => ({
  name: 'screenStats of a campaign, by district and operator (S-74)',
  bounded: false,
  rounds: [
    {
      question: {
        viewer: city,
        query: `query ($id: ID!) { screenStats(campaignId: $id) { screens online playouts { booked acknowledged played failed }
          byDistrict { district { code } screens playouts { played } } byOperator { operator screens playouts { played } } } }`,
        variables: { id: campaignId },
      },
      bare: [
        { text: SCREENS, values: [] },
        { text: TALLY, values: [campaignId] },
      ],
    },
  ],
});

/** What members, districts and the city ask of venues every day. */
export async function operations(bare: pg.Client): Promise<Operation[]> {
  const ids = async (text: string) => (await bare.query<{ id: string }>(text)).rows.map(({ id }) => id);
  const courts = await ids(`select id from facility where access_mode = 'BOOKABLE' order by id limit ${COURTS}`);
  const [campaignId = ''] = await ids(`select id from screen_campaign where status = 'REPORTED' order by id limit 1`);
  return [
    calendar('availability of a court, 14 days, states alone', 'start state', courts),
    calendar(
      'availability of a court, 14 days, with two prices',
      'start end state card: priceFor(audience: CARD_HOLDER) public: priceFor',
      courts,
    ),
    stats('venueStats of a district, this month (J-10)', '2013-10-01', '2013-10-19'),
    stats('venueStats of a district, all years', '2008-01-01', '2013-12-31'),
    usage(),
    screens(campaignId),
  ];
}
