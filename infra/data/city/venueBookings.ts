import { id } from '../ids.ts';
import { before, draw } from './draw.ts';
import { memberId, type People } from './members.ts';
import { placeName } from './names.ts';
import { CARD_PRICE_FEN, type CityFacility, OPEN_PERIOD_ID, PRICE_FEN, tariffId } from './venuePlaces.ts';

const DAY_MS = 86_400_000;
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const instant = (day: string, hour: number, minutes = '00'): string =>
  `${day}T${String(hour).padStart(2, '0')}:${minutes}:00+08:00`;

const FIRST_DAY = '2013-06-01';
const TODAY = '2013-10-19';
/** As far as one books ahead: two weeks after today. */
const DAYS = 154;
/** Persons come in the hours of the day, groups in the evening. */
const FIRST_HOUR = 9;
const HOURS = 9;
const SLOTS = DAYS * HOURS;
/** Odd and prime to the number of members, so that nobody has two bookings and no quota is in question. */
const STEP = 7;

/** Groups train from the week after the holidays until the end of the year, each in its court on its evening. */
const GROUP_FROM = '2013-10-08';
const GROUP_UNTIL = '2013-12-31';
const GROUP_HOURS = [18, 20] as const;

const groupDays = (weekday: number): string[] =>
  Array.from({ length: 85 }, (_, n) => dayAfter(GROUP_FROM, n)).filter(
    (day) => day <= GROUP_UNTIL && (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) === weekday,
  );
const weekdayOf = (group: number): number => 1 + (group % 7);

export const groupBookingCount = ({ profile }: Pick<People, 'profile'>): number =>
  Array.from({ length: profile.groups }, (_, group) => groupDays(weekdayOf(group)).length).reduce((sum, days) => sum + days, 0);

const leaderOf = (people: People, group: number): string => memberId(people, people.profile.jointMembers - 1 - group);

export const groupRows = (people: People, courts: readonly CityFacility[]) =>
  courts.slice(0, people.profile.groups).map(({ venueId, scopePath }, group) => ({
    id: id('fitness-group', `city-${group}`),
    name_zh: `${placeName(group + 3_000)}健身队`,
    venue_id: venueId,
    leader_id: leaderOf(people, group),
    size: 6 + draw(310, group, 20),
    scope_path: scopePath,
    registered_at: '2013-09-20T09:00:00+08:00',
  }));

const hour = (of: number): string => `${String(of).padStart(2, '0')}:00`;

export const recurringRows = ({ profile }: People, courts: readonly CityFacility[]) =>
  courts.slice(0, profile.groups).map(({ id: facility_id }, group) => ({
    id: id('recurring-booking', `city-${group}`),
    group_id: id('fitness-group', `city-${group}`),
    facility_id,
    weekday: weekdayOf(group),
    starts: hour(GROUP_HOURS[0]),
    ends: hour(GROUP_HOURS[1]),
    from_on: GROUP_FROM,
    until_on: GROUP_UNTIL,
    exceptions: [],
  }));

interface Times {
  readonly facility: CityFacility;
  readonly day: string;
  readonly from: number;
  readonly hours: number;
}

const timesOf = ({ facility, day, from, hours }: Times) => ({
  facility_id: facility.id,
  start_at: instant(day, from),
  end_at: instant(day, from + hours),
  day,
  district_code: facility.districtCode,
  scope_path: facility.scopePath,
});

/** The times of the groups: those before today were used. */
export function* groupBookingRows(people: People, courts: readonly CityFacility[]) {
  for (const [group, facility] of courts.slice(0, people.profile.groups).entries())
    for (const day of groupDays(weekdayOf(group))) {
      const isOver = day < TODAY;
      yield {
        id: id('booking', `city-group-${group}-${day}`),
        member_id: leaderOf(people, group),
        ...timesOf({ facility, day, from: GROUP_HOURS[0], hours: GROUP_HOURS[1] - GROUP_HOURS[0] }),
        audience: 'GROUP',
        price_fen: PRICE_FEN * (GROUP_HOURS[1] - GROUP_HOURS[0]),
        public_price_fen: PRICE_FEN * (GROUP_HOURS[1] - GROUP_HOURS[0]),
        applied_rule_id: tariffId(facility.id, 'RESIDENT'),
        status: isOver ? 'COMPLETED' : 'CONFIRMED',
        checked_in_at: isOver ? instant(day, GROUP_HOURS[0]) : null,
        recurring_id: id('recurring-booking', `city-${group}`),
      };
    }
}

/**
 * The bookings of persons with the numbers from `from` to before `to`. Each court has as many as the others, a slot apart at least, so that no
 * two overlap (VEN-INV-1); each member has one at most.
 */
export function* bookingRows(people: People, courts: readonly CityFacility[], from: number, to: number) {
  const total = people.profile.bookings - groupBookingCount(people);
  for (let n = from; n < to; n++) yield bookingRow(people, n, slotOf(courts, total, n));
}

/** How many bookings of persons a court has. */
const ofCourt = (courts: readonly CityFacility[], total: number, court: number): number =>
  Math.ceil((total - court) / courts.length);

function slotOf(courts: readonly CityFacility[], total: number, n: number): Times {
  const court = n % courts.length;
  const slot = before(SLOTS, ofCourt(courts, total, court), Math.floor(n / courts.length));
  const day = dayAfter(FIRST_DAY, Math.floor(slot / HOURS));
  return { facility: courts[court] as CityFacility, day, from: FIRST_HOUR + (slot % HOURS), hours: 1 };
}

/** Two of three who wait stand in line for the same slot as another. */
const IN_LINE = 3;

/**
 * Who waits for a slot that somebody has: the last ones that each court's members have booked, so that they lie ahead. Of three who wait two
 * want the same; nobody waits for their own.
 */
export function waitRows(people: People, courts: readonly CityFacility[]) {
  const { waits, jointMembers, bookings } = people.profile;
  const total = bookings - groupBookingCount(people);
  return Array.from({ length: waits }, (_, at) => {
    const wanted = at - (at % IN_LINE === 1 ? 1 : 0);
    const court = wanted % courts.length;
    const n = (ofCourt(courts, total, court) - 1 - Math.floor(wanted / courts.length)) * courts.length + court;
    const { facility, day, from, hours } = slotOf(courts, total, n);
    return {
      id: id('waitlist-entry', `city-${at}`),
      member_id: memberId(people, (n * STEP + 1 + (at % IN_LINE)) % jointMembers),
      facility_id: facility.id,
      start_at: instant(day, from),
      end_at: instant(day, from + hours),
      joined_at: '2013-10-18T12:00:00+08:00',
      status: 'WAITING',
      scope_path: facility.scopePath,
    };
  });
}

function bookingRow(people: People, n: number, times: Times) {
  const { facility, day, from } = times;
  const place = (n * STEP) % people.profile.jointMembers;
  const holdsCard = draw(311, n, 100) < 60;
  const isFree = holdsCard && facility.kind === 'BADMINTON' && day.startsWith('2013-10');
  const fate = day < TODAY ? draw(312, n, 100) : null;
  const status = fate === null ? 'CONFIRMED' : fate < 5 ? 'NO_SHOW' : fate < 12 ? 'CANCELLED' : 'COMPLETED';
  return {
    id: id('booking', `city-${n}`),
    member_id: memberId(people, place),
    ...timesOf(times),
    audience: holdsCard ? 'CARD_HOLDER' : 'WORKER',
    price_fen: isFree ? 0 : holdsCard ? CARD_PRICE_FEN : PRICE_FEN,
    public_price_fen: PRICE_FEN,
    applied_rule_id: tariffId(facility.id, holdsCard ? 'CARD_HOLDER' : 'RESIDENT'),
    open_period_id: isFree ? OPEN_PERIOD_ID : null,
    card_id: holdsCard ? id('card', `city-${place}`) : null,
    status,
    checked_in_at: status === 'COMPLETED' ? instant(day, from) : null,
    no_show_at: status === 'NO_SHOW' ? instant(day, from, '20') : null,
    cancelled_at: status === 'CANCELLED' ? instant(day, from - 3) : null,
    cancel_reason: status === 'CANCELLED' ? '本人取消' : null,
  };
}

/** What organisation told of the cards at some places: all are active. */
export function* cardStandingRows(people: People, from: number, to: number) {
  for (let place = from; place < to; place++)
    yield {
      ...{ card_id: id('card', `city-${place}`), member_id: memberId(people, place), status: 'ACTIVE', aggregate_version: 1 },
    };
}
