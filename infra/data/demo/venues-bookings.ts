import { id } from '../ids.ts';
import { cardRows } from './organisation-cards.ts';
import { personId } from './persons.ts';
import { venuePathOfFacility as venueOf } from './venues-places.ts';

/** What the events about the cards have told. A card that was never active is not known here. */
export const cardStandings = cardRows
  .filter(({ status }) => ['ACTIVE', 'FROZEN', 'CANCELLED', 'LOST'].includes(status))
  .map(({ id: cardId, member_id, status, valid_to }) => ({ card_id: cardId, member_id, status, valid_to, aggregate_version: 1 }));

interface Use {
  readonly who: string;
  readonly where: string;
  readonly day: string;
  readonly hour: number;
  readonly status: 'CONFIRMED' | 'COMPLETED' | 'CANCELLED' | 'NO_SHOW' | 'EXPIRED';
  /** As the price list has it, in yuan for the time booked. */
  readonly yuan: number;
  readonly audience: 'CARD_HOLDER' | 'WORKER';
  readonly rule: string;
  readonly hours?: number;
}

const DISTRICTS: Readonly<Record<string, string>> = { 'table-tennis': '110116' };

/** An instant as Beijing writes it; hours past the day's end do not occur. */
const at = (day: string, hour: number, minute = 0): string =>
  `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+08:00`;

const october = (day: number): string => `2013-10-${String(day).padStart(2, '0')}`;

/** What the public pays there, in yuan for the time booked; courts cost more in the evening. */
const publicYuan = (where: string, hour: number): number => {
  if (where.startsWith('badminton')) return hour < 17 ? 40 : 60;
  return where === 'football-city' ? 600 : 0;
};

function bookingRow({ who, where, day, hour, status, yuan, audience, rule, hours = 1 }: Use) {
  const districtCode = DISTRICTS[where] ?? '110105';
  const free = where.startsWith('badminton') && audience === 'CARD_HOLDER';
  return {
    id: id('booking', `${who} ${where} ${day} ${hour}`),
    member_id: personId(who),
    facility_id: id('facility', where),
    start_at: at(day, hour),
    end_at: at(day, hour + hours),
    day,
    audience,
    price_fen: yuan * 100,
    public_price_fen: publicYuan(where, hour) * 100,
    applied_rule_id: id('tariff', `${where} ${rule}`),
    open_period_id: free ? id('open-period', 'badminton-2013-10') : null,
    card_id: audience === 'CARD_HOLDER' && status !== 'EXPIRED' ? id('card', who) : null,
    status,
    held_until: status === 'EXPIRED' ? at(day, hour - 2, 5) : null,
    checked_in_at: status === 'COMPLETED' ? at(day, hour) : null,
    no_show_at: status === 'NO_SHOW' ? at(day, hour, 20) : null,
    cancelled_at: status === 'CANCELLED' ? at(day, hour - 3) : null,
    cancel_reason: status === 'CANCELLED' ? '本人取消' : null,
    district_code: districtCode,
    scope_path: venueOf(where),
  };
}

const freeCourt = (who: string, court: number, day: string, hour: number, status: Use['status']): Use => ({
  who,
  where: `badminton-${court}`,
  day,
  hour,
  status,
  yuan: 0,
  audience: 'CARD_HOLDER',
  rule: 'CARD_HOLDER ALL_DAY',
});
const paidCourt = (who: string, court: number, day: string, hour: number, status: Use['status']): Use => ({
  who,
  where: `badminton-${court}`,
  day,
  hour,
  status,
  yuan: 32,
  audience: 'WORKER',
  rule: 'WORKER ALL_DAY',
});
const alwaysFree = (who: string, where: 'gateball' | 'table-tennis', day: string, hour: number, status: Use['status']): Use => ({
  who,
  where,
  day,
  hour,
  status,
  yuan: 0,
  audience: 'CARD_HOLDER',
  rule: 'RESIDENT ALL_DAY',
});
const football = (who: string, day: string, hour: number, status: Use['status']): Use => ({
  who,
  where: 'football-city',
  day,
  hour,
  status,
  yuan: 300,
  audience: 'CARD_HOLDER',
  rule: 'CARD_HOLDER ALL_DAY',
  hours: 2,
});

/**
 * What the fillers did in the open month so far: those with a card played free, every third came again for money. Courts 2
 * to 6 only, so that court 1 is free on the data's today.
 */
const past: readonly Use[] = Array.from({ length: 30 }, (_, n) => {
  const who = `filler-${n + 1}`;
  const court = 2 + (n % 5);
  const hour = 10 + Math.floor(n / 5);
  const free = n < 24 ? [freeCourt(who, court, october(1 + (n % 9)), hour, 'COMPLETED')] : [];
  const paid = n % 3 === 0 ? [paidCourt(who, court, october(10 + (n % 6)), hour, 'COMPLETED')] : [];
  return [...free, ...paid];
}).flat();

/** The persons who can sign in. zheng-hong has had her four free bookings of October; wu-dayong is suspended. */
const named: readonly Use[] = [
  football('zhao-zhiqiang', october(26), 14, 'CONFIRMED'),
  alwaysFree('zhao-zhiqiang', 'table-tennis', october(12), 19, 'COMPLETED'),
  alwaysFree('li-jianguo', 'gateball', october(20), 8, 'CONFIRMED'),
  alwaysFree('li-jianguo', 'gateball', october(6), 8, 'COMPLETED'),
  freeCourt('zhang-haiyan', 3, october(20), 18, 'CONFIRMED'),
  freeCourt('zhang-haiyan', 3, october(13), 18, 'CANCELLED'),
  freeCourt('liu-xiaojun', 4, october(22), 20, 'CONFIRMED'),
  paidCourt('qian-jin', 5, october(23), 12, 'CONFIRMED'),
  alwaysFree('sun-guifang', 'table-tennis', october(21), 10, 'EXPIRED'),
  alwaysFree('zhou-xiaoli', 'table-tennis', october(24), 19, 'CONFIRMED'),
  freeCourt('zheng-hong', 2, october(5), 9, 'COMPLETED'),
  freeCourt('zheng-hong', 2, october(8), 9, 'COMPLETED'),
  freeCourt('zheng-hong', 2, october(15), 9, 'COMPLETED'),
  freeCourt('zheng-hong', 2, october(20), 9, 'CONFIRMED'),
  freeCourt('ma-qiang', 6, october(12), 9, 'COMPLETED'),
  alwaysFree('wu-dayong', 'table-tennis', '2013-09-07', 10, 'NO_SHOW'),
  alwaysFree('wu-dayong', 'table-tennis', '2013-09-21', 10, 'NO_SHOW'),
  alwaysFree('wu-dayong', 'table-tennis', october(12), 10, 'NO_SHOW'),
];

export const bookings = [...past, ...named].map(bookingRow);

/** Who waits for the court that Qian Jin has. */
export const waits = ['zhou-xiaoli', 'ma-qiang'].map((who, n) => ({
  id: id('waitlist-entry', who),
  member_id: personId(who),
  facility_id: id('facility', 'badminton-5'),
  start_at: at(october(23), 12),
  end_at: at(october(23), 13),
  joined_at: at(october(18), 9 + n),
  status: 'WAITING',
  scope_path: venueOf('badminton-5'),
}));

export const suspensions = [
  {
    id: id('suspension', 'wu-dayong'),
    member_id: personId('wu-dayong'),
    from_on: october(12),
    to_on: '2013-11-11',
    reason: '90 天内 3 次预订未到场',
    imposed_at: at(october(12), 10, 20),
    scope_path: '/city/110116/',
  },
];
