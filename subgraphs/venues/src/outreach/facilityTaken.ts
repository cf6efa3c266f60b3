import { rows, sql, type Tx } from '@union-graph/subgraph';

/** Whether a union comes into a facility in part of a time (S-67); `end` null is for good. The facility is to be locked, so that none is scheduled meanwhile. */
export async function isTakenByOutreach(
  { db }: Tx,
  facilityId: string,
  { start, end }: { readonly start: Date; readonly end: Date | null },
): Promise<boolean> {
  const taken = await rows(
    db,
    sql`select from outreach_request where facility_id = ${facilityId} and status in ('SCHEDULED', 'DELIVERED', 'RATED')
    and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) limit 1`,
  );
  return taken.length > 0;
}
