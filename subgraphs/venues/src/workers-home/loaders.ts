import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { Facility } from '../facility/Facility.ts';

/** The rooms of Worker's Homes that are not retired, by name (S-44). */
export const roomsOfHome: Batch<string, Facility[]> = async ({ db }, homes) => {
  const found = await rows<Facility & { homeId: string }>(
    db,
    sql`select ${columns(Facility, 'f')}, v.workers_home_id as "homeId" from venue v join facility f on f.venue_id = v.id
    where v.workers_home_id = any(${homes}::uuid[]) and f.retired_at is null order by f.name_zh, f.id`,
  );
  return grouped(homes, found, ({ homeId }) => homeId);
};
