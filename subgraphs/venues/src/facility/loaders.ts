import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import type { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import type { OpeningHours } from './OpeningHours.ts';
import { closuresOf, openingHoursOf } from './queries.ts';

/** Facilities by id, retired ones too: bookings point to them. */
export const facility: Batch<string, Facility | null> = async ({ db }, ids) => {
  const found = await rows<Facility>(db, sql`select ${columns(Facility, 'f')} from facility f where f.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The facilities of venues that are not retired, by name. */
export const facilitiesOfVenue: Batch<string, Facility[]> = async ({ db }, venues) => {
  const found = await rows<Facility>(
    db,
    sql`select ${columns(Facility, 'f')} from facility f
    where f.venue_id = any(${venues}::uuid[]) and f.retired_at is null order by f.name_zh, f.id`,
  );
  return grouped(venues, found, ({ venueId }) => venueId);
};

export const openingHours: Batch<string, OpeningHours[]> = async ({ db }, facilities) =>
  grouped(facilities, await openingHoursOf(db, facilities), ({ facilityId }) => facilityId);

/** Closures under way and to come. */
export const closures: Batch<string, Closure[]> = async ({ db, now }, facilities) =>
  grouped(facilities, await closuresOf(db, facilities, now), ({ facilityId }) => facilityId);
