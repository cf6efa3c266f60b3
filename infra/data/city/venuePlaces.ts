import { id } from '../ids.ts';
import { before, draw, partOf } from './draw.ts';
import { placeName } from './names.ts';
import { byDistrict } from './places.ts';
import type { Profile } from './profile.ts';

/** A facility of the city's venues. Where it may be booked, `court` counts it among those that may. */
export interface CityFacility {
  readonly id: string;
  readonly venueId: string;
  readonly nameZh: string;
  readonly kind: 'BADMINTON' | 'TABLE_TENNIS' | 'GATEBALL' | 'THEATRE' | 'WALKWAY';
  readonly accessMode: 'BOOKABLE' | 'OPEN_ACCESS' | 'TICKETED';
  readonly districtCode: string;
  readonly scopePath: string;
  readonly court: number | null;
}

const VENUE_KINDS = ['ACTIVITY_CENTRE', 'ARENA', 'CULTURE_PALACE', 'STADIUM'] as const;
const COURTS = [
  { kind: 'BADMINTON', nameZh: '羽毛球场地' },
  { kind: 'TABLE_TENNIS', nameZh: '乒乓球台' },
  { kind: 'GATEBALL', nameZh: '门球场' },
] as const;

export const OPENS = '09:00';
export const CLOSES = '21:00';
export const CAPACITY = 30;
export const PRICE_FEN = 4_000;
export const CARD_PRICE_FEN = 2_000;
/** The open month of badminton (S-68). */
export const OPEN_PERIOD_ID = id('open-period', 'city-badminton-2013-10');

export function venueRows(profile: Profile) {
  return byDistrict(profile.venues).map(({ code, nameZh }, at) => {
    const venueId = id('venue', `city-${at}`);
    return {
      id: venueId,
      name_zh: `${nameZh}${placeName(at)}职工文体活动中心`,
      kind: VENUE_KINDS[at % VENUE_KINDS.length],
      operator: `${nameZh}总工会`,
      district_code: code,
      address: `${nameZh}${placeName(at)}${1 + draw(301, at, 200)}号`,
      area_sqm: 800 + draw(302, at, 6_000),
      scope_path: `/city/${code}/${venueId}/`,
    };
  });
}

/**
 * The facilities, venue by venue: the last of each venue is a theatre that is used by ticket, the first of each district a walkway that is always
 * open to all (S-65), the others are courts.
 */
export function makeFacilities(profile: Profile): CityFacility[] {
  const venues = venueRows(profile);
  let courts = 0;
  return Array.from({ length: profile.facilities }, (_, at): CityFacility => {
    const of = partOf(profile.facilities, profile.venues, at);
    const venue = venues[of] as (typeof venues)[number];
    const isFirst =
      at === before(profile.facilities, profile.venues, of) && venues[of - 1]?.district_code !== venue.district_code;
    const isLast = at + 1 === before(profile.facilities, profile.venues, of + 1);
    const court = COURTS[at % COURTS.length] as (typeof COURTS)[number];
    const place = {
      id: id('facility', `city-${at}`),
      venueId: venue.id,
      districtCode: venue.district_code,
      scopePath: venue.scope_path,
    };
    if (isFirst) return { ...place, nameZh: '千米健步走廊', kind: 'WALKWAY', accessMode: 'OPEN_ACCESS', court: null };
    if (isLast) return { ...place, nameZh: '小剧场', kind: 'THEATRE', accessMode: 'TICKETED', court: null };
    return { ...place, nameZh: `${court.nameZh}${at + 1}号`, kind: court.kind, accessMode: 'BOOKABLE', court: courts++ };
  });
}

const SEATS = 300;
const WALKWAY = { length_m: 825, width_m: 4, area_sqm: 8_000, opened_on: '2013-08-06' };
const NO_WALKWAY = { length_m: null, width_m: null, area_sqm: null, opened_on: null };

export const facilityRows = (facilities: readonly CityFacility[]) =>
  facilities.map(({ id: facilityId, venueId, nameZh, kind, accessMode, districtCode, scopePath }) => ({
    id: facilityId,
    venue_id: venueId,
    name_zh: nameZh,
    kind,
    access_mode: accessMode,
    capacity: accessMode === 'BOOKABLE' ? CAPACITY : accessMode === 'TICKETED' ? SEATS : 1_000,
    slot_minutes: 60,
    ...(accessMode === 'OPEN_ACCESS' ? WALKWAY : NO_WALKWAY),
    district_code: districtCode,
    scope_path: scopePath,
  }));

export const hourRows = (facilities: readonly CityFacility[]) =>
  facilities.flatMap(({ id: facility_id, accessMode }) =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      ...{ facility_id, weekday },
      ...(accessMode === 'OPEN_ACCESS' ? { opens: '00:00', closes: '24:00' } : { opens: OPENS, closes: CLOSES }),
    })),
  );

/** How many people the gates of the walkways have counted. */
export const occupancyRows = (facilities: readonly CityFacility[]) =>
  facilities
    .filter(({ accessMode }) => accessMode === 'OPEN_ACCESS')
    .map(({ id: facility_id }, at) => ({ facility_id, inside: draw(303, at, 400), counted_at: '2013-10-19T09:55:00+08:00' }));

export const tariffId = (facilityId: string, audience: 'RESIDENT' | 'CARD_HOLDER'): string =>
  id('tariff', `${facilityId} ${audience}`);

/** Everybody pays one price, who has a card half of it (VEN-INV-4). */
export const tariffRows = (courts: readonly CityFacility[]) =>
  courts.flatMap(({ id: facility_id }) =>
    (['RESIDENT', 'CARD_HOLDER'] as const).map((audience) => ({
      id: tariffId(facility_id, audience),
      facility_id,
      audience,
      day_part: 'ALL_DAY',
      price_fen: audience === 'RESIDENT' ? PRICE_FEN : CARD_PRICE_FEN,
      valid_from: '2013-01-01',
      priority: 0,
    })),
  );

export const openPeriodRows = [
  {
    id: OPEN_PERIOD_ID,
    name_zh: '全市羽毛球免费开放月',
    from_on: '2013-10-01',
    to_on: '2013-10-31',
    minutes_per_day: 120,
    per_period: 4,
  },
];

export const openFacilityRows = (courts: readonly CityFacility[]) =>
  courts
    .filter(({ kind }) => kind === 'BADMINTON')
    .map(({ id: facility_id }) => ({
      ...{ open_period_id: OPEN_PERIOD_ID, facility_id, from_on: '2013-10-01', to_on: '2013-10-31' },
    }));
