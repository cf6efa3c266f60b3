import { columns, rows, type Successor, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { endPerformanceOf } from '../performance/ofRequest.ts';
import { OutreachRequest } from './OutreachRequest.ts';

const UNION_ENDED = '工会已撤销';

/**
 * What a union that has ended asked for and did not get yet: the union that took its place has it now; without one it is called off, so that the place in
 * the quota, the facility and the performers are free again. What has begun stays, and who scheduled it says how it went.
 */
export async function passRequests(tx: Tx, endedId: string, heir: Successor | undefined): Promise<void> {
  const open = await rows<OutreachRequest>(
    tx.db,
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r where r.union_id = ${endedId}::uuid and r.closed_at is null
      and (r.start_at is null or r.start_at > ${tx.now}) order by r.id for update`,
  );
  for (const row of open) {
    if (heir) await updateRow(tx.db, OutreachRequest, row, { unionId: heir.unionId, scopePath: heir.scopePath ?? row.scopePath });
    else await callOff(tx, row);
  }
}

async function callOff(tx: Tx, row: OutreachRequest): Promise<void> {
  await endPerformanceOf(tx, row.id, UNION_ENDED);
  await updateRow(tx.db, OutreachRequest, row, { status: 'CANCELLED', note: UNION_ENDED, closedAt: tx.now });
}

/** What came to a union before organisation told of it lies where that union is. */
export const placeRequests = async ({ db }: Tx, { unionId, scopePath }: { unionId: string; scopePath: string }): Promise<void> =>
  void (await rows(
    db,
    sql`update outreach_request set scope_path = ${scopePath}, version = version + 1
      where union_id = ${unionId}::uuid and closed_at is null and scope_path <> ${scopePath}`,
  ));
