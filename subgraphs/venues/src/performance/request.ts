import { isId, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { assertInOffer } from '../outreach/assertInOffer.ts';
import { OutreachRequest } from '../outreach/OutreachRequest.ts';
import { tellScheduled } from '../outreach/tellScheduled.ts';
import type { Performance } from './Performance.ts';

// Who needs both locks the request first, then the performance.

/** The request that a performance meets, locked; null for none. */
export async function lockRequestOf(tx: Tx, performanceId: string): Promise<OutreachRequest | null> {
  if (!isId(performanceId)) return null;
  const [found] = await rows<{ id: string }>(
    tx.db,
    sql`select r.id from outreach_request r join performance p on p.request_id = r.id where p.id = ${performanceId} for update of r`,
  );
  return found ? tx.db.findOneBy(OutreachRequest, { id: found.id }) : null;
}

/** Moves what a union asked for to the time of the performance that meets it, while it is still to come; the union is told. */
export async function moveRequest(tx: Tx, request: OutreachRequest, { start, end }: Performance): Promise<void> {
  if (request.status !== 'SCHEDULED') return;
  await assertInOffer(tx, request, { start, end });
  await tellScheduled(tx, await updateRow(tx.db, OutreachRequest, request, { start, end }));
}

/** Ends what a union asked for since the performance that was to meet it does not take place. */
export async function endRequest(tx: Tx, request: OutreachRequest, reason: string): Promise<void> {
  if (request.status !== 'SCHEDULED') return;
  await updateRow(tx.db, OutreachRequest, request, { status: 'CANCELLED', note: reason, closedAt: tx.now });
}
