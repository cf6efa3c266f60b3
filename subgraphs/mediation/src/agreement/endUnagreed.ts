import type { Tx } from '@union-graph/subgraph';
import { moveCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { voidAgreement } from './voidAgreement.ts';

/** What a case keeps of an agreement that never took effect. */
export const NOTHING_AGREED = { agreedAt: null, signingDays: null, totalFen: 0n, nextPaymentOn: null } as const;

/** Ends a mediation in which no agreement took effect: one that was still being signed is set aside, and nothing is due by it. */
export async function endUnagreed(
  tx: Tx,
  row: MediationCase,
  status: 'FAILED' | 'WITHDRAWN',
  changes: Partial<MediationCase> = {},
): Promise<MediationCase> {
  if (row.status !== 'AGREED') return moveCase(tx, row, status, changes);
  await voidAgreement(tx, row.id);
  return moveCase(tx, row, status, { ...changes, ...NOTHING_AGREED });
}
