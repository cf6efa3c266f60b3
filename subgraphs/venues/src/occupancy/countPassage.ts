import { checkedNumber, civilDay, columns, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import type { CountPassageInput, ResetOccupancyInput } from '../schema.gen.ts';
import { venuePolicy } from '../venue/policy.ts';
import { Occupancy } from './Occupancy.ts';

/** More people than these pass no gate between two calls. */
const MOST_AT_ONCE = 10_000;

interface Counted {
  readonly facility: Facility;
  readonly occupancy: Occupancy;
}

/** Counts people who came in and went out at a gate (S-65). Calls take turns, and more never leave than are inside. */
export async function countPassage(tx: Tx, input: CountPassageInput): Promise<Counted> {
  const facility = await countedFacility(tx, input.facilityId);
  const [entered, left] = [input.entered, input.left];
  checkedNumber(entered, 'entered', [0, MOST_AT_ONCE]);
  checkedNumber(left, 'left', [0, MOST_AT_ONCE]);
  refuseIf(entered + left === 0, 'BAD_USER_INPUT', 'Somebody came in or went out.', { field: 'entered' });
  // A counter begins at 0; the check refuses less.
  await rows(
    tx.db,
    sql`insert into occupancy (facility_id, inside, counted_at) values (${facility.id}, 0, ${tx.now}) on conflict do nothing`,
  );
  const [occupancy] = await rows<Occupancy>(
    tx.db,
    sql`with counted as (
      update occupancy set inside = inside + ${entered - left}, counted_at = ${tx.now} where facility_id = ${facility.id} returning *
    ) select ${columns(Occupancy, 'o')} from counted o`,
  );
  return { facility, occupancy: occupancy as Occupancy };
}

/** Sets the counter to what somebody has seen: gates miss people. */
export async function resetOccupancy(tx: Tx, input: ResetOccupancyInput): Promise<Counted> {
  const facility = await countedFacility(tx, input.facilityId);
  const inside = checkedNumber(input.inside, 'inside', [0, facility.capacity]);
  const [occupancy] = await rows<Occupancy>(
    tx.db,
    sql`insert into occupancy as o (facility_id, inside, counted_at) values (${facility.id}, ${inside}, ${tx.now})
    on conflict on constraint occupancy_pk do update set inside = excluded.inside, counted_at = excluded.counted_at
    returning ${columns(Occupancy, 'o')}`,
  );
  return { facility, occupancy: occupancy as Occupancy };
}

/** A facility that is open to all, locked; the others are counted by their bookings and tickets. */
async function countedFacility(tx: Tx, id: string): Promise<Facility> {
  const facility = await getFacility(tx, id);
  venuePolicy.authorise(tx.viewer, 'manage', facility);
  const { openedOn, nameZh } = facility;
  const isToOpen = openedOn !== null && openedOn > civilDay(tx.now);
  refuseIf(isToOpen, 'VALIDATION_FAILED', `"${nameZh}" opens on ${openedOn}.`, { rule: 'S-65', field: 'facilityId' });
  if (facility.accessMode === 'OPEN_ACCESS' && facility.retiredAt === null) return facility;
  throw new Refusal('VALIDATION_FAILED', `"${facility.nameZh}" is not open to all: its bookings and tickets tell who is there.`, {
    rule: 'S-65',
    field: 'facilityId',
  });
}
