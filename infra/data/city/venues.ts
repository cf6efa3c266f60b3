import type { Row } from '../load.ts';
import type { DataSet, Part } from '../parts.ts';
import { enterpriseEntries, servicePointEntries } from './directory.ts';
import { firmCount } from './enterprises.ts';
import { makeHomes } from './homes.ts';
import { memberId, type People, peopleOf, unionOf } from './members.ts';
import type { Profile } from './profile.ts';
import { campaignRows, campaignScreenRows, screenRows } from './screens.ts';
import { slices } from './slices.ts';
import { castRows, performanceRows, teamMemberRows, teamRows, troupeMemberRows, troupeRows } from './troupe.ts';
import { troupeChecks } from './troupeChecks.ts';
import {
  bookingRows,
  cardStandingRows,
  groupBookingCount,
  groupBookingRows,
  groupRows,
  recurringRows,
  waitRows,
} from './venueBookings.ts';
import { venueChecks } from './venueChecks.ts';
import { eventCount, eventRows, registrationCount, seatRows, ticketTypeRows } from './venueEvents.ts';
import { venueLifeChecks } from './venueLifeChecks.ts';
import { offerRows, requestRows } from './venueOutreach.ts';
import {
  type CityFacility,
  facilityRows,
  hourRows,
  makeFacilities,
  occupancyRows,
  openFacilityRows,
  openPeriodRows,
  tariffRows,
  venueRows,
} from './venuePlaces.ts';

/**
 * The rows of venues of a profile, in the order of their foreign keys: what is known of unions, homes, members and cards; the art
 * troupe; venues with their bookings, waiting lists, groups and events; five in and five out; public screens.
 */
export function venuesSet(profile: Profile): DataSet {
  const people = peopleOf(profile);
  const facilities = makeFacilities(profile);
  const courts = facilities.filter(({ court }) => court !== null);
  const personal = profile.bookings - groupBookingCount(people);
  return {
    name: profile.name,
    parts: [
      table('known_union', [...knownUnionRows(people)]),
      table('known_home', knownHomeRows(people)),
      { ...table('directory_entry', servicePointEntries(profile)), name: 'service points known' },
      ...slices('directory_entry', firmCount(profile), profile.partRows, (from, to) => enterpriseEntries(people, from, to)),
      ...slices('member_place', profile.jointMembers, profile.partRows, (from, to) => memberPlaceRows(people, from, to)),
      table('art_troupe', troupeRows),
      table('troupe_team', teamRows(profile)),
      table('troupe_member', troupeMemberRows(people)),
      table('troupe_team_member', teamMemberRows(profile)),
      table('performance', performanceRows(profile)),
      table('performance_cast', castRows(profile)),
      ...slices('card_standing', profile.jointMembers, profile.partRows, (from, to) => cardStandingRows(people, from, to)),
      table('venue', venueRows(profile)),
      table('facility', facilityRows(facilities)),
      table('opening_hours', hourRows(facilities)),
      table('occupancy', occupancyRows(facilities)),
      table('tariff_rule', tariffRows(courts)),
      table('open_period', openPeriodRows),
      table('open_period_facility', openFacilityRows(courts)),
      table('fitness_group', groupRows(people, courts)),
      table('recurring_booking', recurringRows(people, courts)),
      ...slices('booking', personal, profile.partRows, (from, to) => bookingRows(people, courts, from, to)),
      { ...table('booking', [...groupBookingRows(people, courts)]), name: 'bookings of groups' },
      table('waitlist_entry', waitRows(people, courts)),
      table('culture_event', eventRows(facilities)),
      table('ticket_type', ticketTypeRows(facilities)),
      seats(people, facilities),
      table('outreach_offer', offerRows(facilities)),
      table('outreach_request', requestRows(profile, people.unions, facilities)),
      table('screen', [...screenRows(profile)]),
      table('screen_campaign', campaignRows(profile)),
      // The campaign was played: its screens are written at once, so that its counts are right whenever they are looked at.
      { name: 'campaign_screen', table: 'campaign_screen', count: profile.screens, rows: () => campaignScreenRows(profile) },
    ],
    keysLast: profile.keysLast ? ['booking'] : [],
    afterwards: [],
    checks: [...troupeChecks(profile), ...venueChecks(profile), ...venueLifeChecks(profile)],
  };
}

const table = (name: string, rows: readonly Row[]): Part => ({ name, table: name, count: rows.length, rows: () => rows });

/** All in one transaction: the codes are signed with keys that are drawn anew for each attempt. */
function seats(people: People, facilities: readonly CityFacility[]): Part {
  const rows = seatRows(people, facilities);
  const { profile } = people;
  return {
    ...{ name: 'seats', table: 'event_key', count: eventCount(profile), rows: () => rows.keys },
    with: [
      { table: 'registration', count: registrationCount(profile), rows: () => rows.registrations },
      { table: 'ticket_scan', count: rows.scans.length, rows: () => rows.scans },
    ],
  };
}

/** What organisation told of each union: that all of them work. */
function* knownUnionRows({ unions }: People) {
  for (const { id, kind, scopePath, districtCode } of [...unions.top, ...unions.bureaus, ...unions.joint, ...unions.enterprise])
    yield { union_id: id, kind, scope_path: scopePath, district_code: districtCode, has_ended: false, seen_version: 1 };
}

const knownHomeRows = ({ profile, unions }: People) =>
  makeHomes(profile, unions).map(({ id, union }) => ({
    home_id: id,
    union_id: union.id,
    district_code: union.districtCode,
    seen_version: 1,
  }));

function* memberPlaceRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++)
    yield { member_id: memberId(people, at), scope_path: unionOf(people, at).scopePath, seen_version: 1 };
}
