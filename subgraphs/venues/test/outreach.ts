import { newId } from '@union-graph/subgraph';
import { insert, type Sql } from '@union-graph/testing';
import { at, buildFacility, buildVenue, CHAOYANG } from './build.ts';

/** A union that organisation has told of, in Chaoyang unless told. */
export async function buildUnion(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    ...{ union_id: id, kind: 'COMMUNITY_JOINT_UNION', scope_path: `${CHAOYANG}${id}/`, district_code: '110105' },
    ...{ has_ended: false, seen_version: 1 },
  };
  await insert(sql, 'known_union', { ...row, ...overrides });
  return id;
}

/** A Worker's Home that organisation has told of. */
export async function buildHome(sql: Sql, unionId: string, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  await insert(sql, 'known_home', { home_id: id, union_id: unionId, district_code: '110105', seen_version: 1, ...overrides });
  return id;
}

/** A theatre of 600 seats that is used by ticket. */
export const buildTheatre = async (sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> =>
  buildFacility(sql, { kind: 'THEATRE', access_mode: 'TICKETED', capacity: 600, slot_minutes: 60, ...overrides }, {});

/** Shows for whoever asks in Chaoyang, until the end of 2013, without a limit; of a theatre where a facility is named. */
export async function buildOffer(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const kind = overrides.kind ?? (overrides.facility_id ? 'THEATRE' : 'PERFORMANCE');
  const row = {
    ...{ id, direction: overrides.facility_id ? 'IN' : 'OUT', kind, name_zh: `送演出 ${id.slice(-6)}` },
    ...{ from_on: '2013-10-01', to_on: '2013-12-31', scope_path: CHAOYANG, published_at: at('08:00') },
  };
  await insert(sql, 'outreach_offer', { ...row, ...overrides });
  return id;
}

/** A show that a union asked for, or whatever else in whatever state. */
export async function buildOutreach(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const unionId = overrides.union_id ?? (await buildUnion(sql));
  const status = String(overrides.status ?? 'SUBMITTED');
  const row = {
    ...{ id, union_id: unionId, kind: 'PERFORMANCE', audience_size: 300, place: '职工之家礼堂', district_code: '110105' },
    preferred: JSON.stringify([{ start: at('14:00', '2013-10-26'), end: at('16:00', '2013-10-26') }]),
    ...{ scope_path: `${CHAOYANG}${String(unionId)}/`, status, received_at: at('09:00'), ...whatStateNeeds(status) },
  };
  await insert(sql, 'outreach_request', { ...row, ...overrides });
  return id;
}

function whatStateNeeds(status: string): Record<string, unknown> {
  const scheduled = { start_at: at('14:00', '2013-10-26'), end_at: at('16:00', '2013-10-26') };
  const delivered = { ...scheduled, delivered_at: at('17:00', '2013-10-26'), delivered_audience: 300 };
  const closed = { closed_at: at('17:00', '2013-10-26') };
  if (status === 'SCHEDULED') return scheduled;
  if (status === 'DELIVERED') return { ...delivered, ...closed };
  if (status === 'RATED') return { ...delivered, ...closed, rating: 5 };
  if (status === 'DECLINED' || status === 'CANCELLED') return { ...closed, note: '改期' };
  return {};
}

/** A venue that is a cultural palace, with a hall in it. */
export async function buildPalaceHall(sql: Sql): Promise<string> {
  const venueId = await buildVenue(sql, { kind: 'CULTURE_PALACE' });
  return buildTheatre(sql, { venue_id: venueId, kind: 'HALL', capacity: 300 });
}
