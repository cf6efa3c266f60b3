import { type Batch, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { ServiceRequest } from './ServiceRequest.ts';

/** Whether the records of these persons say that they have died. */
export const requesterHasDied: Batch<string, boolean> = async ({ db }, ids) => {
  const dead = await rows<{ id: string }>(
    db,
    sql`select m.id from member m where m.id = any(${ids}::uuid[]) and m.membership_status = 'DECEASED'`,
  );
  return ids.map((id) => dead.some((row) => row.id === id));
};

/**
 * Closes an answered request of somebody who has died: nobody is left to say how content they were, or to open it again. The record is held meanwhile: a death
 * that is recorded at the same moment waits, and closes the request itself.
 */
export async function closeIfDead(tx: Tx, request: ServiceRequest): Promise<ServiceRequest> {
  const [requester] = await rows<{ isDead: boolean }>(
    tx.db,
    sql`select m.membership_status = 'DECEASED' as "isDead" from member m where m.id = ${request.requesterId}::uuid for share`,
  );
  return requester?.isDead === true ? close(tx, request) : request;
}

/** Closes all answered requests of somebody whose death is recorded; the record is locked. */
export async function closeAnsweredOfDead(tx: Tx, requesterId: string): Promise<void> {
  const answered = await tx.db.find(ServiceRequest, {
    where: { requesterId, status: 'RESOLVED' },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const request of answered) await close(tx, request);
}

const close = (tx: Tx, request: ServiceRequest): Promise<ServiceRequest> =>
  updateRow(tx.db, ServiceRequest, request, { status: 'CLOSED', closedAt: tx.now });
