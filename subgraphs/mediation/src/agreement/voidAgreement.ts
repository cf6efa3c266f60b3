import { type Tx, updateRow } from '@union-graph/subgraph';
import { PerformanceItem } from '../performance/PerformanceItem.ts';
import { Agreement } from './Agreement.ts';
import { standingAgreement } from './standingAgreement.ts';

/** Sets an agreement aside that has not taken effect; it is kept with the signatures that it had, and nothing is due by it. */
export async function voidAgreement(tx: Tx, caseId: string): Promise<void> {
  const agreement = await standingAgreement(tx.db, caseId);
  await tx.db.update(PerformanceItem, { caseId }, { isVoid: true });
  await updateRow(tx.db, Agreement, agreement, { voidedAt: tx.now });
}
