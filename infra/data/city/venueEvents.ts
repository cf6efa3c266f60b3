import { newTicketKeys, ticketCode } from '@union-graph/subgraph';
import { id } from '../ids.ts';
import { draw, partOf } from './draw.ts';
import { memberId, type People } from './members.ts';
import { officerId } from './staff.ts';
import type { CityFacility } from './venuePlaces.ts';

interface Show {
  readonly programme: 'PERFORMANCE' | 'MATCH' | 'FILM' | 'LECTURE';
  readonly nameZh: string;
  readonly day: string;
  readonly capacity: number;
  /** How many asked for a seat; who came too late for one waits. */
  readonly asked: number;
  readonly sellsTickets?: boolean;
}

/** What every theatre shows, each on an evening of its own; the first two are over, and the film has more who ask than seats. */
const SHOWS: readonly Show[] = [
  { programme: 'PERFORMANCE', nameZh: '职工文艺汇演', day: '2013-09-14', capacity: 300, asked: 80 },
  { programme: 'MATCH', nameZh: '职工看球日', day: '2013-10-12', capacity: 200, asked: 100, sellsTickets: true },
  { programme: 'FILM', nameZh: '职工观影：《幸福绽放》', day: '2013-10-26', capacity: 60, asked: 66 },
  { programme: 'LECTURE', nameZh: '职工大讲堂', day: '2013-11-09', capacity: 300, asked: 40 },
];
const TODAY = '2013-10-19';
const [FACE_FEN, CARD_FEN, QUOTA, LIMIT] = [8_000, 4_000, 150, 2];
/** One in ten was registered by the officer of their union, with a signed list. */
const BY_OFFICER = 10;

const theatres = (facilities: readonly CityFacility[]) => facilities.filter(({ accessMode }) => accessMode === 'TICKETED');
const at = (day: string, time: string): string => `${day}T${time}:00+08:00`;
const askedOfTheatre = SHOWS.reduce((sum, { asked }) => sum + asked, 0);

interface CityEvent extends Show {
  readonly id: string;
  readonly number: number;
  readonly facility: CityFacility;
}

const eventsOf = (facilities: readonly CityFacility[]): CityEvent[] =>
  theatres(facilities).flatMap((facility, of) =>
    SHOWS.map((show, number) => ({
      ...show,
      id: id('culture-event', `city-${of}-${number}`),
      number: of * SHOWS.length + number,
      facility,
    })),
  );

export const eventCount = ({ venues }: { readonly venues: number }): number => venues * SHOWS.length;
export const registrationCount = ({ venues }: { readonly venues: number }): number => venues * askedOfTheatre;
export const waitingCount = ({ venues }: { readonly venues: number }): number =>
  venues * SHOWS.reduce((sum, { asked, capacity }) => sum + Math.max(0, asked - capacity), 0);

export const eventRows = (facilities: readonly CityFacility[]) =>
  eventsOf(facilities).map(({ id: eventId, facility, nameZh, programme, day, capacity }) => ({
    id: eventId,
    name_zh: nameZh,
    programme,
    venue_id: facility.venueId,
    facility_id: facility.id,
    place: facility.nameZh,
    starts_at: at(day, '19:00'),
    ends_at: at(day, '21:00'),
    registration_until: at(day, '19:00'),
    capacity,
    district_code: facility.districtCode,
    scope_path: facility.scopePath,
    published_at: at('2013-08-20', '09:00'),
  }));

const typeId = (event: CityEvent): string => id('ticket-type', event.id);

export const ticketTypeRows = (facilities: readonly CityFacility[]) =>
  eventsOf(facilities)
    .filter(({ sellsTickets }) => sellsTickets)
    .map((event) => ({
      id: typeId(event),
      event_id: event.id,
      name_zh: '看台票',
      face_fen: FACE_FEN,
      card_holder_fen: CARD_FEN,
      quota: QUOTA,
      per_card_limit: LIMIT,
    }));

/**
 * The keys of the events with all who asked for a seat, and whom the doors let in. Keys are drawn anew for each load, since one that everybody can
 * compute signs nothing; so they are written together with the codes that they sign.
 */
export function seatRows(people: People, facilities: readonly CityFacility[]) {
  const events = eventsOf(facilities);
  const keys = events.map(() => newTicketKeys());
  const registrations = events.flatMap((event, n) =>
    Array.from({ length: event.asked }, (_, seat) =>
      registrationRow(people, event, seat, keys[n] as ReturnType<typeof newTicketKeys>),
    ),
  );
  return {
    keys: events.map(({ id: event_id }, n) => ({ event_id, private_key: keys[n]?.privateKey, public_key: keys[n]?.publicKey })),
    registrations,
    scans: registrations
      .filter(({ status }) => status === 'CHECKED_IN')
      .map(({ id: registration_id, checked_in_at }) => ({
        ...{ id: id('ticket-scan', registration_id), registration_id, door: '东门' },
        ...{ scanned_at: checked_in_at, outcome: 'ADMITTED' },
      })),
  };
}

/** Of a show that is over three in four came; of one to come nobody has. */
function statusOf({ day, capacity, number }: CityEvent, seat: number): 'WAITLISTED' | 'CONFIRMED' | 'CHECKED_IN' {
  if (seat >= capacity) return 'WAITLISTED';
  return day < TODAY && draw(330, number * 1_000 + seat, 4) > 0 ? 'CHECKED_IN' : 'CONFIRMED';
}

function registrationRow(people: People, event: CityEvent, seat: number, keys: ReturnType<typeof newTicketKeys>) {
  const { jointMembers, jointUnions } = people.profile;
  const place = (event.number * 100 + seat) % jointMembers;
  const registrationId = id('registration', `${event.id} ${seat}`);
  const status = statusOf(event, seat);
  const byOfficer = seat % BY_OFFICER === 1;
  return {
    id: registrationId,
    event_id: event.id,
    member_id: memberId(people, place),
    ticket_type_id: event.sellsTickets ? typeId(event) : null,
    per_card_limit: event.sellsTickets ? LIMIT : 1,
    seat_no: 1,
    status,
    price_fen: event.sellsTickets ? CARD_FEN : 0,
    card_id: event.sellsTickets ? id('card', `city-${place}`) : null,
    ticket_code: status === 'WAITLISTED' ? null : ticketCode(keys, { eventId: event.id, registrationId }),
    registered_at: at('2013-09-02', '10:00'),
    registered_by: byOfficer ? officerId(people.unions, partOf(jointMembers, jointUnions, place)) : memberId(people, place),
    accepted_at: byOfficer ? at('2013-09-01', '15:00') : null,
    acceptance_kind: byOfficer ? 'SIGNED' : null,
    acceptance_ref: byOfficer ? '联合工会报名表第 1 页' : null,
    checked_in_at: status === 'CHECKED_IN' ? at(event.day, '18:40') : null,
    scope_path: event.facility.scopePath,
  };
}
