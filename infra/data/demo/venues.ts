import { id } from '../ids.ts';
import { enterpriseEntries, servicePointEntries } from './directory.ts';
import type { Table } from './index.ts';
import { consentStandings } from './organisation-cards.ts';
import { personId } from './persons.ts';
import { MEMBERS, pathOf } from './training-workers.ts';
import { bookings, cardStandings, suspensions, waits } from './venues-bookings.ts';
import { eventTables } from './venues-events.ts';
import { groupTables } from './venues-groups.ts';
import { outreachTables } from './venues-outreach.ts';
import { PLACES, type Place, venuePath } from './venues-places.ts';
import { screenTables } from './venues-screens.ts';
import { troupeTables } from './venues-troupe.ts';

const venueRow = ({ key, nameZh, kind, operator, districtCode, address, areaSqm, servicePoint, workersHome }: Place) => ({
  id: id('venue', key),
  name_zh: nameZh,
  kind,
  operator,
  district_code: districtCode,
  address,
  area_sqm: areaSqm,
  service_point_id: servicePoint ? id('service-point', servicePoint) : null,
  workers_home_id: workersHome ? id('workers-home', workersHome) : null,
  scope_path: venuePath(key),
});

const facilityRows = ({ key, districtCode, facilities }: Place) =>
  facilities.map((facility) => ({
    id: id('facility', facility.key),
    venue_id: id('venue', key),
    name_zh: facility.nameZh,
    kind: facility.kind,
    access_mode: facility.accessMode,
    capacity: facility.capacity,
    slot_minutes: facility.slotMinutes ?? 60,
    length_m: facility.lengthM ?? null,
    width_m: facility.widthM ?? null,
    area_sqm: facility.areaSqm ?? null,
    opened_on: facility.openedOn ?? null,
    district_code: districtCode,
    scope_path: venuePath(key),
  }));

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

const hourRows = ({ facilities }: Place) =>
  facilities.flatMap(({ key, opens, closes }) =>
    WEEK.map((weekday) => ({ facility_id: id('facility', key), weekday, opens, closes })),
  );

const tariffRows = ({ facilities }: Place) =>
  facilities.flatMap(({ key, prices = [] }) =>
    prices.map(([audience, dayPart, yuan, discountBp]) => ({
      id: id('tariff', `${key} ${audience} ${dayPart}`),
      facility_id: id('facility', key),
      audience,
      day_part: dayPart,
      price_fen: yuan * 100,
      discount_bp: discountBp ?? null,
      valid_from: '2013-01-01',
      priority: 0,
    })),
  );

/** The open months of the seed (S-68): badminton in October, football in November. */
const PERIODS = [
  {
    key: 'badminton-2013-10',
    nameZh: '羽毛球免费开放月',
    from: '2013-10-01',
    to: '2013-10-31',
    courts: [1, 2, 3, 4, 5, 6].map((court) => `badminton-${court}`),
  },
  { key: 'football-2013-11', nameZh: '足球城免费开放月', from: '2013-11-01', to: '2013-11-30', courts: ['football-city'] },
] as const;

const periodRows = PERIODS.map(({ key, nameZh, from, to }) => ({
  id: id('open-period', key),
  name_zh: nameZh,
  from_on: from,
  to_on: to,
  minutes_per_day: 120,
  per_period: 4,
}));

const periodFacilityRows = PERIODS.flatMap(({ key, from, to, courts }) =>
  courts.map((court) => ({
    open_period_id: id('open-period', key),
    facility_id: id('facility', court),
    from_on: from,
    to_on: to,
  })),
);

/** A court under repair in the week after the data's today, so that a closure shows. */
const closureRows = [
  {
    id: id('closure', 'badminton-6'),
    facility_id: id('facility', 'badminton-6'),
    from_at: '2013-10-21T00:00:00+08:00',
    to_at: '2013-10-25T00:00:00+08:00',
    reason: '场地地板维修',
  },
];

/** Invented, like their purposes (S-66). */
const investmentRows = [
  { venue: 'workers-stadium', year: 2013, yuan: 3_200_000, purpose: '修建千米健步走廊' },
  { venue: 'workers-arena', year: 2012, yuan: 860_000, purpose: '更换羽毛球场地板' },
  { venue: 'cultural-palace', year: 2013, yuan: 1_500_000, purpose: '剧场灯光改造' },
].map(({ venue, year, yuan, purpose }) => ({
  id: id('investment', `${venue} ${year}`),
  venue_id: id('venue', venue),
  year,
  amount_fen: yuan * 100,
  purpose,
  recorded_by: personId('shen-ping'),
  recorded_at: '2013-10-08T09:00:00+08:00',
}));

const occupancyRows = [{ facility_id: id('facility', 'walkway'), inside: 126, counted_at: '2013-10-19T09:55:00+08:00' }];

export const tables: readonly Table[] = [
  { table: 'consent_standing', rows: consentStandings },
  { table: 'directory_entry', rows: [...servicePointEntries, ...enterpriseEntries] },
  { table: 'venue', rows: PLACES.map(venueRow) },
  { table: 'facility', rows: PLACES.flatMap(facilityRows) },
  { table: 'opening_hours', rows: PLACES.flatMap(hourRows) },
  { table: 'investment_record', rows: investmentRows },
  { table: 'occupancy', rows: occupancyRows },
  { table: 'closure', rows: closureRows },
  { table: 'tariff_rule', rows: PLACES.flatMap(tariffRows) },
  { table: 'open_period', rows: periodRows },
  { table: 'open_period_facility', rows: periodFacilityRows },
  { table: 'card_standing', rows: cardStandings },
  { table: 'booking', rows: bookings },
  { table: 'suspension', rows: suspensions },
  { table: 'waitlist_entry', rows: waits },
  {
    table: 'member_place',
    rows: MEMBERS.map((worker) => ({ member_id: personId(worker), scope_path: pathOf(worker), seen_version: 0 })),
  },
  ...eventTables,
  ...groupTables,
  ...outreachTables,
  ...troupeTables,
  ...screenTables,
];
