import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { isTakenByOutreach } from '../outreach/facilityTaken.ts';

/**
 * Throws `VALIDATION_FAILED` when an event that was not called off or a union is expected in a locked facility in a time (`end` null: for good). People have seats there:
 * neither a closure nor a retirement takes them away.
 */
export async function assertNothingPlanned(
  tx: Tx,
  facilityId: string,
  { start, end, field }: { readonly start: Date; readonly end: Date | null; readonly field: string },
): Promise<void> {
  const events = await rows<{ nameZh: string }>(
    tx.db,
    sql`select name_zh as "nameZh" from culture_event where facility_id = ${facilityId} and cancelled_at is null
      and tstzrange(starts_at, ends_at) && tstzrange(${start}, ${end})`,
  );
  refuseIf(events.length > 0, 'VALIDATION_FAILED', `"${events[0]?.nameZh}" takes place there then. Choose another time.`, {
    field,
  });
  const isTaken = await isTakenByOutreach(tx, facilityId, { start, end });
  refuseIf(isTaken, 'VALIDATION_FAILED', 'A union comes there then, free of charge. Choose another time.', { field });
}
