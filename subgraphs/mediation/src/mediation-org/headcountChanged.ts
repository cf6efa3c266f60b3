import { enterpriseHeadcountChanged } from '@union-graph/events';
import { handle, updateRow } from '@union-graph/subgraph';
import { MediationOrg } from './MediationOrg.ts';
import { statusAtHeadcount } from './rules.ts';

/** Marks an enterprise's committee when its enterprise falls below the threshold (MED-INV-7). */
export const headcountChanged = handle(enterpriseHeadcountChanged, async (tx, { subject, aggregateversion, data }) => {
  const committees = await tx.db.find(MediationOrg, {
    where: { enterpriseId: subject },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const committee of committees) {
    if (committee.status === 'DISSOLVED' || committee.headcountVersion >= aggregateversion) continue;
    await updateRow(tx.db, MediationOrg, committee, {
      status: statusAtHeadcount(committee.kind, data.headcount),
      headcountVersion: aggregateversion,
    });
  }
});
