import { type Batch, inOrder, rows, sql } from '@union-graph/subgraph';

/** How many wait for part of the same time and came before, and oneself, by the id of the place; null for one that is over. */
export const waitlistPosition: Batch<string, number | null> = async ({ db, now }, ids) => {
  const found = await rows<{ id: string; position: number }>(
    db,
    sql`select own.id, count(*)::int as position from waitlist_entry own
    join waitlist_entry before on before.facility_id = own.facility_id and before.arrival <= own.arrival
      and tstzrange(before.start_at, before.end_at) && tstzrange(own.start_at, own.end_at)
      and (before.status = 'WAITING' or (before.status = 'OFFERED' and before.offer_expires_at > ${now}))
    where own.id = any(${ids}::uuid[]) and own.start_at > ${now}
      and (own.status = 'WAITING' or (own.status = 'OFFERED' and own.offer_expires_at > ${now})) group by own.id`,
  );
  return inOrder(ids, found, ({ id }) => id).map((row) => row?.position ?? null);
};
