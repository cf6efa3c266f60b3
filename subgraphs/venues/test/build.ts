import { newId } from '@union-graph/subgraph';
import { insert, key, member, type Sql } from '@union-graph/testing';

// Rows for tests, each with the parents it needs; written as the owner of the database.

/** Where everything built here lies, unless told otherwise. */
export const CHAOYANG = '/city/110105/';

export async function buildVenue(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    name_zh: `工人体育馆 ${id.slice(-6)}`,
    kind: 'ARENA',
    operator: '北京市总工会',
    district_code: '110105',
    address: '工人体育场北路',
    scope_path: CHAOYANG,
  };
  await insert(sql, 'venue', { ...row, ...overrides });
  return id;
}

/** A badminton court, open 09:00–21:00 every day in slots of an hour; 4,000 fen for residents, 2,000 for card-holders. */
export async function buildFacility(
  sql: Sql,
  overrides: Record<string, unknown> = {},
  prices: Record<string, number> = { RESIDENT: 4000, CARD_HOLDER: 2000 },
): Promise<string> {
  const id = newId();
  const venueId = overrides.venue_id ?? (await buildVenue(sql));
  const row = {
    id,
    venue_id: venueId,
    name_zh: `羽毛球场地 ${id.slice(-6)}`,
    kind: 'BADMINTON',
    access_mode: 'BOOKABLE',
    capacity: 4,
    slot_minutes: 60,
    district_code: '110105',
    scope_path: CHAOYANG,
  };
  await insert(sql, 'facility', { ...row, ...overrides });
  await sql(`insert into opening_hours select $1, weekday, '09:00', '21:00' from generate_series(1, 7) weekday`, [id]);
  for (const [audience, price] of Object.entries(prices)) await buildTariff(sql, id, { audience, price_fen: price });
  return id;
}

export async function buildTariff(sql: Sql, facilityId: string, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    facility_id: facilityId,
    audience: 'RESIDENT',
    day_part: 'ALL_DAY',
    price_fen: 4000,
    valid_from: '2013-01-01',
    priority: 0,
  };
  await insert(sql, 'tariff_rule', { ...row, ...overrides });
  return id;
}

/** The open month of October 2013, for all the facilities given. */
export async function buildOpenPeriod(
  sql: Sql,
  facilityIds: readonly string[],
  overrides: Record<string, unknown> = {},
): Promise<string> {
  const id = newId();
  const row = {
    id,
    name_zh: '羽毛球免费开放月',
    from_on: '2013-10-01',
    to_on: '2013-10-31',
    minutes_per_day: 120,
    per_period: 4,
    ...overrides,
  };
  await insert(sql, 'open_period', row);
  for (const facilityId of facilityIds) {
    await insert(sql, 'open_period_facility', {
      open_period_id: id,
      facility_id: facilityId,
      from_on: row.from_on,
      to_on: row.to_on,
    });
  }
  return id;
}

/** A worker with a service card in the state given; null for none. */
export async function buildMember(sql: Sql, status: string | null = 'ACTIVE', validTo: string | null = null) {
  const id = newId();
  const cardId = newId();
  if (status)
    await insert(sql, 'card_standing', { card_id: cardId, member_id: id, status, valid_to: validTo, aggregate_version: 1 });
  return { id, cardId, viewer: member(id) };
}

/** A confirmed booking, 2013-10-20 10:00–11:00 in Beijing, in whatever state is asked for. */
export async function buildBooking(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const facilityId = overrides.facility_id ?? (await buildFacility(sql));
  const start = String(overrides.start_at ?? at('10:00', '2013-10-20'));
  const status = overrides.status ?? 'CONFIRMED';
  const row = {
    id,
    member_id: newId(),
    facility_id: facilityId,
    start_at: start,
    end_at: new Date(Date.parse(start) + 3_600_000).toISOString(),
    day: new Date(Date.parse(start) + 8 * 3_600_000).toISOString().slice(0, 10),
    audience: 'WORKER',
    price_fen: 4000,
    district_code: '110105',
    scope_path: CHAOYANG,
    status,
    ...whatStateNeeds(String(status), start),
  };
  await insert(sql, 'booking', { ...row, ...overrides });
  return id;
}

function whatStateNeeds(status: string, start: string): Record<string, unknown> {
  if (status === 'HELD' || status === 'EXPIRED') return { held_until: new Date(Date.parse(start) - 60_000).toISOString() };
  if (status === 'CANCELLED') return { cancelled_at: start };
  if (status === 'NO_SHOW') return { no_show_at: start };
  if (status === 'CHECKED_IN' || status === 'COMPLETED') return { checked_in_at: start };
  return {};
}

/** An instant in Beijing, by its time and day. */
export const at = (time: string, day = '2013-10-19'): string => new Date(`${day}T${time}:00+08:00`).toISOString();

/** The code of the refusal that a rule throws; null when it lets pass. */
export function refusalOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** The documents that tests send. */
const BOOKING =
  'id status version priceFen audience start end heldUntil checkedInAt cancelReason appliedRule { audience priceFen } openPeriod { nameZh } member { id } facility { id }';
const document = (name: string, input: string, selection: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${selection} } }`;

export const HOLD = document('holdSlot', 'HoldSlotInput', `booking { ${BOOKING} }`);
export const CONFIRM = document('confirmBooking', 'ConfirmBookingInput', `booking { ${BOOKING} }`);
export const CANCEL = document('cancelBooking', 'CancelBookingInput', `booking { ${BOOKING} }`);
export const CHECK_IN = document('checkIn', 'CheckInInput', `booking { ${BOOKING} }`);
export const NO_SHOW = document(
  'markNoShow',
  'MarkNoShowInput',
  `booking { ${BOOKING} } suspension { id from to reason version }`,
);

/** A mutation's input with a fresh key. */
export const withKey = (input: object): { input: object } => ({ input: { idempotencyKey: key(), ...input } });

/** Somebody who waits for 2013-10-20 10:00–11:00, in whatever state is asked for; an offer brings its hold. */
export async function buildWait(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const memberId = overrides.member_id ?? newId();
  const facilityId = overrides.facility_id ?? (await buildFacility(sql));
  const status = overrides.status ?? 'WAITING';
  const until = String(overrides.offer_expires_at ?? at('10:20'));
  const hold = { member_id: memberId, facility_id: facilityId, status: 'HELD', held_until: until };
  const row = {
    id,
    member_id: memberId,
    facility_id: facilityId,
    start_at: at('10:00', '2013-10-20'),
    end_at: at('11:00', '2013-10-20'),
    joined_at: at('09:00'),
    status,
    scope_path: CHAOYANG,
    ...(status === 'OFFERED' ? { booking_id: await buildBooking(sql, hold), offer_expires_at: until } : {}),
  };
  await insert(sql, 'waitlist_entry', { ...row, ...overrides });
  return id;
}

/** Somebody who is suspended, on the data's today. */
export async function buildSuspension(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    member_id: newId(),
    from_on: '2013-10-12',
    to_on: '2013-11-11',
    reason: '三次未到场',
    imposed_at: at('10:00', '2013-10-12'),
    scope_path: CHAOYANG,
  };
  await insert(sql, 'suspension', { ...row, ...overrides });
  return id;
}

/** What was put into a venue. */
export async function buildInvestment(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    ...{ id, venue_id: overrides.venue_id ?? (await buildVenue(sql)), year: 2013, amount_fen: '50000000', purpose: '照明改造' },
    ...{ recorded_by: newId(), recorded_at: at('09:00') },
  };
  await insert(sql, 'investment_record', { ...row, ...overrides });
  return id;
}
