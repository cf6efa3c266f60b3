import type { Check } from '../parts.ts';
import type { Profile } from './profile.ts';
import { acknowledgedCount, playedCount } from './screens.ts';

const count = (name: string, from: string, expected: number): Check => ({ name, sql: `select count(*) from ${from}`, expected });
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });

/** How many venues, bookings, groups and screens there are (domain rule 6.3), and what holds of them. */
export const venueChecks = (profile: Profile): Check[] => [
  count('venues', 'venue', profile.venues),
  count('facilities', 'facility', profile.facilities),
  count('facilities used by ticket, one of each venue', `facility where access_mode = 'TICKETED'`, profile.venues),
  count('bookings', 'booking', profile.bookings),
  count('cards known', `card_standing where status = 'ACTIVE'`, profile.jointMembers),
  count('fitness groups', 'fitness_group where leader_id is not null', profile.groups),
  count('recurring bookings', 'recurring_booking', profile.groups),
  count('screens', 'screen', profile.screens),
  count('screens in Tiananmen Square', `screen where site like '天安门广场%'`, 1),
  count('playouts', 'campaign_screen where result is not null', profile.screens),
  count('screens that played', `campaign_screen where result = 'PLAYED'`, playedCount(profile)),
  count('screens that had the film', 'campaign_screen where acknowledged_at is not null', acknowledgedCount(profile)),
  ...INVARIANTS,
];

const LIVE = `status in ('HELD', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW')`;

const INVARIANTS: readonly Check[] = [
  none(
    'VEN-INV-1: bookings that overlap',
    `select from (select start_at, lag(end_at) over (partition by facility_id order by start_at) as before from booking where ${LIVE}) b
     where b.before > b.start_at`,
  ),
  none(
    'VEN-INV-2: bookings of what is not booked',
    `select from booking b join facility f on f.id = b.facility_id where f.access_mode <> 'BOOKABLE'`,
  ),
  none(
    'VEN-INV-3: free bookings beyond the quota',
    `select from booking where open_period_id is not null and ${LIVE} group by member_id, open_period_id having count(*) > 4`,
  ),
  none(
    'VEN-INV-4: card-holders who pay more than the public',
    `select from booking b join tariff_rule r on r.facility_id = b.facility_id and r.audience = 'RESIDENT'
     where b.audience = 'CARD_HOLDER' and b.price_fen > r.price_fen`,
  ),
  none(
    'VEN-INV-5: who missed three in 90 days and was not suspended',
    `select from booking b where status = 'NO_SHOW' and day > '2013-07-21' group by member_id having count(*) >= 3
       and not exists (select from suspension s where s.member_id = b.member_id)`,
  ),
  none(
    'VEN-INV-8: evenings that groups have more than half of',
    `select from booking where recurring_id is not null group by facility_id, day
     having sum(extract(epoch from end_at - start_at)) > 2 * 3600`,
  ),
  none(
    'hours of bookings outside of the opening hours',
    `select from booking b join opening_hours o on o.facility_id = b.facility_id and o.weekday = extract(isodow from b.day)
     where to_char(b.start_at at time zone 'Asia/Shanghai', 'HH24:MI') < o.opens or to_char(b.end_at at time zone 'Asia/Shanghai', 'HH24:MI') > o.closes`,
  ),
  none(
    'S-74: counts of campaigns that are off',
    `select from screen_campaign c left join (
       select campaign_id, count(*) as booked, count(acknowledged_at) as acknowledged, count(*) filter (where result = 'PLAYED') as played,
         count(*) filter (where result = 'FAILED') as failed from campaign_screen group by 1) s on s.campaign_id = c.id
     where (c.booked, c.acknowledged, c.played, c.failed) is distinct from
       (coalesce(s.booked, 0), coalesce(s.acknowledged, 0), coalesce(s.played, 0), coalesce(s.failed, 0))`,
  ),
  none(
    'S-74: campaigns live before their screens had the film',
    `select from screen_campaign where live_at is not null and acknowledged::bigint * 10000 < booked::bigint * live_bp`,
  ),
];
