import type { Check } from '../parts.ts';
import { DISTRICTS } from './figures/figure.ts';
import type { Profile } from './profile.ts';
import { eventCount, registrationCount, waitingCount } from './venueEvents.ts';
import { KINDS } from './venueOutreach.ts';

const count = (name: string, from: string, expected: number): Check => ({ name, sql: `select count(*) from ${from}`, expected });
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** Events, waiting lists, five in and five out, and open access: how many there are, and what holds of them. */
export const venueLifeChecks = (profile: Profile): Check[] => [
  count('walkways, one of each district', `facility where access_mode = 'OPEN_ACCESS'`, DISTRICTS),
  count('walkways that are counted', 'occupancy', DISTRICTS),
  count('events', 'culture_event', eventCount(profile)),
  count('keys of events', 'event_key', eventCount(profile)),
  count('ticket types', 'ticket_type', profile.venues),
  count('registrations', 'registration', registrationCount(profile)),
  count('registrations that wait for a seat', `registration where status = 'WAITLISTED'`, waitingCount(profile)),
  {
    name: 'seats taken of all events',
    sql: 'select sum(taken) from culture_event',
    expected: registrationCount(profile) - waitingCount(profile),
  },
  count('places in waiting lists', 'waitlist_entry', profile.waits),
  count('offers of the five in, five out', 'outreach_offer', KINDS),
  count('requests for outreach', 'outreach_request', profile.outreachRequests),
  ...OPEN_ACCESS,
  ...EVENTS,
  ...WAITS,
  ...OUTREACH,
];

const OPEN_ACCESS: readonly Check[] = [
  none(
    'VEN-INV-2: open access that is not always open, or costs something',
    `select from facility f where f.access_mode = 'OPEN_ACCESS' and (exists (select from tariff_rule t where t.facility_id = f.id)
       or exists (select from open_period_facility p where p.facility_id = f.id)
       or (select count(*) from opening_hours o where o.facility_id = f.id and o.opens = '00:00' and o.closes = '24:00') <> 7)`,
  ),
  none(
    'S-65: more people on a walkway than it takes',
    'select from occupancy o join facility f on f.id = o.facility_id where o.inside > f.capacity',
  ),
];

const SEATED = `status in ('CONFIRMED', 'CHECKED_IN')`;

const EVENTS: readonly Check[] = [
  none(
    'VEN-INV-6: seats taken that are not those of the registrations',
    `select from culture_event e where e.taken <> (select count(*) from registration r where r.event_id = e.id and r.${SEATED}) or e.taken > e.capacity`,
  ),
  none(
    'VEN-INV-6: tickets sold that are not those of the registrations',
    `select from ticket_type t where t.sold <> (select count(*) from registration r where r.ticket_type_id = t.id and r.${SEATED}) or t.sold > t.quota`,
  ),
  none(
    'VEN-INV-6: who has more tickets than one person may',
    `select from registration r left join ticket_type t on t.id = r.ticket_type_id where r.status <> 'CANCELLED'
     group by r.member_id, r.event_id, r.ticket_type_id having count(*) > max(coalesce(t.per_card_limit, 1))`,
  ),
  none(
    'VEN-INV-6: codes that let in twice, or never did',
    `select from registration r where (r.status = 'CHECKED_IN')::int <>
       (select count(*) from ticket_scan s where s.registration_id = r.id and s.outcome = 'ADMITTED')`,
  ),
  none(
    'S-70: who waits for a seat while one is free',
    `select from registration r join culture_event e on e.id = r.event_id left join ticket_type t on t.id = r.ticket_type_id
     where r.status = 'WAITLISTED' and e.taken < coalesce(e.capacity, 2147483647) and coalesce(t.sold < t.quota, true)`,
  ),
  none(
    'S-72: who was registered by another without a record of their acceptance, or before it',
    `select from registration r where r.registered_by <> r.member_id and (r.acceptance_ref is null or r.accepted_at > r.registered_at
       or r.accepted_at < (select e.published_at from culture_event e where e.id = r.event_id))`,
  ),
  none(
    'S-72: card-holders who pay more than the public',
    'select from registration r join ticket_type t on t.id = r.ticket_type_id where r.price_fen > t.face_fen or (r.card_id is not null and r.price_fen <> t.card_holder_fen)',
  ),
  none(
    'members at events who are not known',
    'select from registration r where not exists (select from member_place p where p.member_id = r.member_id)',
  ),
  none('events without a key', 'select from culture_event e where not exists (select from event_key k where k.event_id = e.id)'),
];

const WAITS: readonly Check[] = [
  none(
    '2.4.2: who waits for a time that is free, or their own',
    `select from waitlist_entry w where w.status = 'WAITING' and not exists (select from booking b where b.facility_id = w.facility_id
       and b.member_id <> w.member_id and b.status in ('HELD', 'CONFIRMED', 'CHECKED_IN')
       and tstzrange(b.start_at, b.end_at) && tstzrange(w.start_at, w.end_at))`,
  ),
  none(
    '2.4.2: who waits in more lines than one person may',
    `select from waitlist_entry where status in ('WAITING', 'OFFERED') group by member_id having count(*) > 10`,
  ),
  none(
    '2.4.2: waits for what is not booked',
    `select from waitlist_entry w join facility f on f.id = w.facility_id where f.access_mode <> 'BOOKABLE'`,
  ),
];

const OUTREACH: readonly Check[] = [
  none(
    'S-67: offers that serve more than they can, or are counted wrongly',
    `select from outreach_offer o where o.taken > o.quota or o.taken <> (select count(*) from outreach_request r where r.offer_id = o.id
       and r.status in ('REVIEWED', 'SCHEDULED', 'DELIVERED', 'RATED'))`,
  ),
  none(
    'S-67: requests outside of the days of their offer',
    `select from outreach_request r join outreach_offer o on o.id = r.offer_id
     where (r.start_at at time zone 'Asia/Shanghai')::date not between o.from_on and o.to_on`,
  ),
  none(
    'S-67: places that a union and an event have at a time',
    `select from outreach_request r join culture_event e on e.facility_id = r.facility_id
       and tstzrange(e.starts_at, e.ends_at) && tstzrange(r.start_at, r.end_at) where r.status in ('SCHEDULED', 'DELIVERED', 'RATED')`,
  ),
  none(
    'S-67: requests of unions that are not known',
    'select from outreach_request r where not exists (select from known_union u where u.union_id = r.union_id and u.scope_path = r.scope_path)',
  ),
  none(
    'S-67: what was delivered before it was done, or is still to come and was delivered',
    `select from outreach_request where (delivered_at is not null and delivered_at < end_at) or (status = 'SCHEDULED' and start_at < '2013-10-19')`,
  ),
];
