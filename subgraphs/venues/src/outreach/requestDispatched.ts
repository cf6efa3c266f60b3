import { acceptDispatched, type CloudEvent, insertRow, newId, type Tx, takeDispatched, updateRow } from '@union-graph/subgraph';
import { OutreachRequest } from './OutreachRequest.ts';

/**
 * On `organisation.request.dispatched` (J-05): a request handed to venues becomes a request for outreach, and organisation is told which.
 * One handed elsewhere after all ends here. An event older than what is known of the request changes nothing.
 */
export async function requestDispatched(tx: Tx, event: CloudEvent): Promise<void> {
  const request = await takeDispatched(tx, event, ['districtCode', 'scopePath', 'dueAt']);
  const known = await tx.db.find(OutreachRequest, {
    where: { serviceRequestId: request.id },
    lock: { mode: 'pessimistic_write' },
  });
  if (known.some(({ requestVersion }) => requestVersion >= request.version)) return;
  const open = known.find(({ closedAt }) => closedAt === null);
  if (request.target !== 'VENUES') {
    const moved = { requestVersion: request.version, status: 'DECLINED', note: '已转其他部门办理', closedAt: tx.now } as const;
    if (open) await updateRow(tx.db, OutreachRequest, open, moved);
    return;
  }
  const taken =
    open ??
    (await insertRow(tx.db, OutreachRequest, {
      id: newId(),
      serviceRequestId: request.id,
      requestVersion: request.version,
      memberId: request.memberId,
      districtCode: request.districtCode,
      scopePath: request.scopePath,
      status: 'SUBMITTED',
      dueAt: new Date(request.dueAt),
      note: null,
      receivedAt: tx.now,
      closedAt: null,
      version: 1,
    }));
  await acceptDispatched(tx, request, 'OutreachRequest', taken.id);
}
