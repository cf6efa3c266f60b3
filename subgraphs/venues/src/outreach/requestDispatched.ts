import { type CloudEvent, insertRow, isId, newId, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import { OutreachRequest } from './OutreachRequest.ts';

/**
 * On `organisation.request.dispatched` (J-05): a request handed to venues becomes a request for outreach, and organisation is told which.
 * One handed elsewhere after all ends here. An event older than what is known of the request changes nothing.
 */
export async function requestDispatched(tx: Tx, { subject, aggregateversion, data }: CloudEvent): Promise<void> {
  const { target, memberId, districtCode, scopePath, dueAt } = data;
  const texts = [target, districtCode, scopePath, dueAt];
  if (!isId(subject) || !texts.every((text) => typeof text === 'string') || !(memberId == null || isId(String(memberId))))
    throw new Refusal('BAD_USER_INPUT', 'A dispatched request names its "target", "districtCode", "scopePath" and "dueAt".');
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`request:${subject}`]);
  const known = await tx.db.find(OutreachRequest, { where: { serviceRequestId: subject }, lock: { mode: 'pessimistic_write' } });
  if (known.some(({ requestVersion }) => requestVersion >= aggregateversion)) return;
  const open = known.find(({ closedAt }) => closedAt === null);
  if (target !== 'VENUES') {
    const moved = { requestVersion: aggregateversion, status: 'DECLINED', note: '已转其他部门办理', closedAt: tx.now } as const;
    if (open) await updateRow(tx.db, OutreachRequest, open, moved);
    return;
  }
  const taken =
    open ??
    (await insertRow(tx.db, OutreachRequest, {
      id: newId(),
      serviceRequestId: subject,
      requestVersion: aggregateversion,
      memberId: memberId == null ? null : String(memberId),
      districtCode: String(districtCode),
      scopePath: String(scopePath),
      status: 'SUBMITTED',
      dueAt: new Date(String(dueAt)),
      note: null,
      receivedAt: tx.now,
      closedAt: null,
      version: 1,
    }));
  await tx.publish({
    type: 'request.accepted',
    aggregateId: subject,
    aggregateVersion: aggregateversion,
    data: { typeName: 'OutreachRequest', id: taken.id },
  });
}
