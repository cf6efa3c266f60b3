import { type CloudEvent, isId, type Tx, updateRow } from '@union-graph/subgraph';
import { MediationOrg } from './MediationOrg.ts';
import { statusAtHeadcount } from './rules.ts';

/** `organisation.enterprise.headcountChanged`: marks the enterprise's committee when it falls below its threshold (MED-INV-7). */
export async function headcountChanged(tx: Tx, event: CloudEvent): Promise<void> {
  const headcount = Number(event.data.headcount);
  if (!isId(event.subject) || !Number.isInteger(headcount)) return;
  const committees = await tx.db.find(MediationOrg, {
    where: { enterpriseId: event.subject },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const committee of committees) {
    if (committee.status === 'DISSOLVED' || committee.headcountVersion >= event.aggregateversion) continue;
    await updateRow(tx.db, MediationOrg, committee, {
      status: statusAtHeadcount(committee.kind, headcount),
      headcountVersion: event.aggregateversion,
    });
  }
}
