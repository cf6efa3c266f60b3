import { newId } from '@union-graph/subgraph';
import { insert, type Sql } from '@union-graph/testing';
import { at, buildBooking, buildVenue, CHAOYANG } from './build.ts';

/** A group of four that trains at a venue of its own; its leader is anybody unless told. */
export async function buildGroup(sql: Sql, overrides: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    ...{ id, name_zh: `太极拳队 ${id.slice(-6)}`, venue_id: overrides.venue_id ?? (await buildVenue(sql)), leader_id: newId() },
    ...{ size: 4, scope_path: CHAOYANG, registered_at: at('09:00') },
  };
  await insert(sql, 'fitness_group', { ...row, ...overrides });
  return id;
}

/** Sundays 10:00–11:00 of a group until the end of October 2013, with one time on 2013-10-20. */
export async function buildRecurring(
  sql: Sql,
  { groupId, facilityId, leaderId }: { groupId: string; facilityId: string; leaderId: string },
) {
  const id = newId();
  await insert(sql, 'recurring_booking', {
    ...{ id, group_id: groupId, facility_id: facilityId, weekday: 7, starts: '10:00', ends: '11:00' },
    ...{ from_on: '2013-10-19', until_on: '2013-10-31', exceptions: [] },
  });
  await buildBooking(sql, { facility_id: facilityId, member_id: leaderId, recurring_id: id, audience: 'GROUP' });
  return id;
}
