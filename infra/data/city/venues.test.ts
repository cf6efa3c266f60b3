import { venues } from '@union-graph/venues';
import { PROFILES, type Profile } from './profile.ts';
import { tryLoadedSet, withoutTriggers } from './testing/loadedSet.ts';
import { venueLifeChecks } from './venueLifeChecks.ts';
import { venuesSet } from './venues.ts';

const sample = PROFILES.sample as Profile;
const checks = venueLifeChecks(sample);

describe('venues in a city (6.3)', () => {
  const loaded = tryLoadedSet(venues, () => venuesSet(sample), sample.jointMembers);

  /** Tables whose triggers keep counts right, and most faults away. */
  const COUNTED = ['registration', 'outreach_request'];
  const one = (table: string, where = 'true') => `(select id from ${table} where ${where} order by id limit 1)`;
  const SEATED = one('registration', `status = 'CONFIRMED'`);

  const FAULTS: readonly (readonly [check: string, ...faults: string[]])[] = [
    [
      'walkways, one of each district',
      'delete from occupancy',
      `update facility set access_mode = 'TICKETED' where access_mode = 'OPEN_ACCESS'`,
    ],
    ['walkways that are counted', 'delete from occupancy where facility_id = (select facility_id from occupancy limit 1)'],
    [
      'events',
      ...['event_key', 'registration', 'ticket_type'].map((table) => `delete from ${table}`),
      `delete from culture_event where id = ${one('culture_event')}`,
    ],
    ['keys of events', 'delete from event_key where event_id = (select event_id from event_key limit 1)'],
    ['ticket types', 'delete from registration', `delete from ticket_type where id = ${one('ticket_type')}`],
    ['registrations', `delete from registration where id = ${SEATED}`],
    ['registrations that wait', `delete from registration where id = ${one('registration', `status = 'WAITLISTED'`)}`],
    ['seats taken', `update culture_event set taken = taken - 1 where id = ${one('culture_event')}`],
    ['places in waiting lists', `delete from waitlist_entry where id = ${one('waitlist_entry')}`],
    ['offers of the five', `delete from outreach_request`, `delete from outreach_offer where id = ${one('outreach_offer')}`],
    ['requests for outreach', `delete from outreach_request where id = ${one('outreach_request')}`],
    ['VEN-INV-2: open access', `delete from opening_hours where weekday = 7 and opens = '00:00'`],
    [
      'VEN-INV-2: open access',
      `update tariff_rule set facility_id = ${one('facility', `access_mode = 'OPEN_ACCESS'`)} where id = ${one('tariff_rule')}`,
    ],
    ['S-65: more people', 'update occupancy set inside = 1001'],
    ['VEN-INV-6: seats taken', `update culture_event set taken = taken - 1 where id = ${one('culture_event')}`],
    ['VEN-INV-6: seats taken', `update registration set status = 'WAITLISTED' where id = ${SEATED}`],
    ['VEN-INV-6: tickets sold', 'update ticket_type set sold = sold - 1'],
    [
      'VEN-INV-6: who has more',
      `drop index registration_seat`,
      `update registration r set member_id = o.member_id, registered_by = o.member_id
        from (select * from registration where ticket_type_id is not null order by id limit 1) o where r.event_id = o.event_id`,
    ],
    ['VEN-INV-6: codes that let in', 'delete from ticket_scan where id = (select id from ticket_scan limit 1)'],
    [
      'VEN-INV-6: codes that let in',
      `insert into ticket_scan (id, registration_id, door, scanned_at, outcome)
        select gen_random_uuid(), ${SEATED}, '西门', '2013-09-14T18:50:00+08:00', 'ADMITTED'`,
    ],
    ['S-70: who waits', `update culture_event set capacity = 61 where capacity = 60`],
    ['S-72: who was registered', `update registration set accepted_at = '2013-08-01' where registered_by <> member_id`],
    ['S-72: card-holders', `update registration set price_fen = price_fen + 1 where ticket_type_id is not null`],
    ['members at events', `update registration set member_id = id, registered_by = id where id = ${SEATED}`],
    ['events without a key', 'delete from event_key where event_id = (select event_id from event_key limit 1)'],
    [
      '2.4.2: who waits for a time',
      `update waitlist_entry w set member_id = b.member_id from booking b where w.id = ${one('waitlist_entry')}
        and b.facility_id = w.facility_id and b.start_at = w.start_at`,
    ],
    [
      '2.4.2: who waits for a time',
      `update waitlist_entry set start_at = start_at + interval '30 days', end_at = end_at + interval '30 days' where id = ${one('waitlist_entry')}`,
    ],
    [
      '2.4.2: who waits in more',
      'alter table waitlist_entry drop constraint waitlist_entry_once',
      'update waitlist_entry set member_id = (select member_id from member_place limit 1)',
    ],
    [
      '2.4.2: waits for what',
      `update waitlist_entry set facility_id = ${one('facility', `access_mode = 'TICKETED'`)} where id = ${one('waitlist_entry')}`,
    ],
    ['S-67: offers that serve', 'update outreach_offer set taken = taken + 1'],
    ['S-67: offers that serve', 'update outreach_offer set quota = 1'],
    ['S-67: requests outside', `update outreach_offer set to_on = '2013-05-01'`],
    [
      'S-67: places that a union',
      `update culture_event e set starts_at = r.start_at, ends_at = r.end_at, registration_until = r.start_at from outreach_request r
        where e.id = (select min(id::text)::uuid from culture_event where facility_id = (select facility_id from outreach_request
          where facility_id is not null order by id limit 1)) and r.id = ${one('outreach_request', 'facility_id is not null')}`,
    ],
    ['S-67: requests of unions', `update outreach_request set scope_path = '/city/' where id = ${one('outreach_request')}`],
    ['S-67: what was delivered', `update outreach_request set delivered_at = start_at where status = 'RATED'`],
  ];

  test.each(FAULTS)('a fault breaks the check of %s', async (check, ...faults) => {
    // The database holds this by itself; the check is for what was loaded without it.
    const unguarded = 'alter table outreach_offer drop constraint outreach_offer_within_quota';
    const failed = await loaded.failedChecks([...withoutTriggers(COUNTED), unguarded, ...faults], checks);
    expect(failed).toContainEqual(expect.stringMatching(`^${check}`));
  });

  test('no check is without a fault that breaks it', () => {
    const unseen = checks.filter(({ name }) => !FAULTS.some(([check]) => name.startsWith(check)));
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });
});
