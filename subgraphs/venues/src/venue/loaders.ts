import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Venue } from './Venue.ts';

/** Venues by id. */
export const venue: Batch<string, Venue | null> = async ({ db }, ids) => {
  const found = await rows<Venue>(db, sql`select ${columns(Venue, 'v')} from venue v where v.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The venues of service points, by name. */
export const venuesOfServicePoint: Batch<string, Venue[]> = async ({ db }, points) => {
  const found = await rows<Venue & { servicePointId: string }>(
    db,
    sql`select ${columns(Venue, 'v')} from venue v
    where v.service_point_id = any(${points}::uuid[]) order by v.name_zh, v.id`,
  );
  return grouped(points, found, ({ servicePointId }) => servicePointId);
};
