import { unionDissolved } from '@union-graph/events';
import { columns, handle, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { endPerformanceOf } from '../performance/ofRequest.ts';
import type { KnownUnion } from '../union/KnownUnion.ts';
import { OutreachRequest } from './OutreachRequest.ts';

const UNION_ENDED = '工会已撤销';

/**
 * What a union that has ended asked for and did not get yet: the union that it was merged into has it now; without one it is called off, so that the place in
 * the quota, the facility and the performers are free again. What has begun stays, and who scheduled it says how it went.
 */
export const endRequestsOfUnion = handle(unionDissolved, async (tx, { subject, data: { mergedIntoId } }) => {
  const heir = mergedIntoId === null ? null : await placeOf(tx, mergedIntoId);
  const open = await rows<OutreachRequest>(
    tx.db,
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r where r.union_id = ${subject}::uuid and r.closed_at is null
      and (r.start_at is null or r.start_at > ${tx.now}) order by r.id for update`,
  );
  for (const row of open) {
    if (heir) await updateRow(tx.db, OutreachRequest, row, heir);
    else await callOff(tx, row);
  }
});

type Heir = Pick<KnownUnion, 'unionId' | 'scopePath'>;

async function placeOf({ db }: Tx, unionId: string): Promise<Heir | null> {
  const [known] = await rows<Heir>(
    db,
    sql`select u.union_id as "unionId", u.scope_path as "scopePath" from known_union u where u.union_id = ${unionId}::uuid and not u.has_ended`,
  );
  return known ?? null;
}

async function callOff(tx: Tx, row: OutreachRequest): Promise<void> {
  await endPerformanceOf(tx, row.id, UNION_ENDED);
  await updateRow(tx.db, OutreachRequest, row, { status: 'CANCELLED', note: UNION_ENDED, closedAt: tx.now });
}
