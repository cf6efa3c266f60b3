import { enterpriseHeadcountChanged } from '@union-graph/events';
import { handle, type Tx, updateRow } from '@union-graph/subgraph';
import { EmployerPlace } from '../employer/EmployerPlace.ts';
import { MediationOrg } from './MediationOrg.ts';
import { statusAtHeadcount } from './rules.ts';

interface Counted {
  readonly enterpriseId: string;
  readonly headcount: number;
  /** The version of the enterprise with that headcount. */
  readonly version: number;
}

/** Marks an enterprise's committee when its enterprise falls below the threshold, and takes the mark away when it grows again (MED-INV-7). */
export async function markCommittee({ db }: Tx, { enterpriseId, headcount, version }: Counted): Promise<void> {
  const committees = await db.find(MediationOrg, {
    where: { enterpriseId },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const committee of committees) {
    if (committee.status === 'DISSOLVED' || committee.headcountVersion >= version) continue;
    await updateRow(db, MediationOrg, committee, {
      status: statusAtHeadcount(committee.kind, headcount),
      headcountVersion: version,
    });
  }
}

/** A headcount of organisation. Waits for whoever founds a committee by the one before. */
export const headcountChanged = handle(enterpriseHeadcountChanged, async (tx, { subject, aggregateversion, data }) => {
  await tx.db.findOne(EmployerPlace, { where: { enterpriseId: subject }, lock: { mode: 'pessimistic_write' } });
  await markCommittee(tx, { enterpriseId: subject, headcount: data.headcount, version: aggregateversion });
});
