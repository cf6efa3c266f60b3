import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Occupancy } from './Occupancy.ts';

/** The counters of facilities; null for one that was never counted. */
export const occupancy: Batch<string, Occupancy | null> = async ({ db }, facilities) => {
  const found = await rows<Occupancy>(
    db,
    sql`select ${columns(Occupancy, 'o')} from occupancy o where o.facility_id = any(${facilities}::uuid[])`,
  );
  return inOrder(facilities, found, ({ facilityId }) => facilityId);
};
