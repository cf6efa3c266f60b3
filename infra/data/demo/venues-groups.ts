import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { venuePath } from './venues-places.ts';

interface GroupSeed {
  readonly key: string;
  readonly nameZh: string;
  readonly venue: string;
  readonly leader: string;
  readonly size: number;
  readonly facility: string;
  readonly weekday: number;
  readonly hours: readonly [from: number, to: number];
  readonly days: readonly string[];
  readonly rule: string;
  readonly districtCode: string;
}

/** Two groups (S-71), one of the morning and one of the evening; invented. */
const GROUPS: readonly GroupSeed[] = [
  {
    ...{
      key: 'gateball',
      nameZh: '潘家园门球晨练队',
      venue: 'panjiayuan-centre',
      leader: 'sun-guifang',
      size: 10,
      facility: 'gateball',
    },
    ...{
      weekday: 3,
      hours: [7, 9],
      days: ['2013-10-16', '2013-10-23', '2013-10-30'],
      rule: 'gateball RESIDENT ALL_DAY',
      districtCode: '110105',
    },
  },
  {
    ...{
      key: 'table-tennis',
      nameZh: '龙山乒乓球队',
      venue: 'longshan-centre',
      leader: 'wang-xiulan',
      size: 8,
      facility: 'table-tennis',
    },
    ...{
      weekday: 1,
      hours: [17, 19],
      days: ['2013-10-21', '2013-10-28'],
      rule: 'table-tennis RESIDENT ALL_DAY',
      districtCode: '110116',
    },
  },
];

const TODAY = '2013-10-19';
const time = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const at = (day: string, hour: number): string => `${day}T${time(hour)}:00+08:00`;

const groupRows = GROUPS.map(({ key, nameZh, venue, leader, size }) => ({
  id: id('fitness-group', key),
  name_zh: nameZh,
  venue_id: id('venue', venue),
  leader_id: personId(leader),
  size,
  scope_path: venuePath(venue),
  registered_at: '2013-09-10T10:00:00+08:00',
}));

const recurringRows = GROUPS.map(({ key, facility, weekday, hours: [from, to], days }) => ({
  id: id('recurring-booking', key),
  group_id: id('fitness-group', key),
  facility_id: id('facility', facility),
  weekday,
  starts: time(from),
  ends: time(to),
  from_on: days[0],
  until_on: '2013-10-31',
  exceptions: [],
}));

/** The times of the groups, as bookings of their leaders. */
const bookingRows = GROUPS.flatMap(({ key, venue, facility, leader, hours: [from, to], days, rule, districtCode }) =>
  days.map((day) => ({
    id: id('booking', `group ${key} ${day}`),
    member_id: personId(leader),
    facility_id: id('facility', facility),
    start_at: at(day, from),
    end_at: at(day, to),
    day,
    audience: 'GROUP',
    price_fen: 0,
    public_price_fen: 0,
    applied_rule_id: id('tariff', rule),
    recurring_id: id('recurring-booking', key),
    status: day < TODAY ? 'COMPLETED' : 'CONFIRMED',
    checked_in_at: day < TODAY ? at(day, from) : null,
    district_code: districtCode,
    scope_path: venuePath(venue),
  })),
);

export const groupTables = [
  { table: 'fitness_group', rows: groupRows },
  { table: 'recurring_booking', rows: recurringRows },
  { table: 'booking', rows: bookingRows },
];
