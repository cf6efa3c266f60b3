import { refuseIf, type Tx } from '@union-graph/subgraph';
import { lockDisputes } from '../application/disputes.ts';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { actsForUnion } from '../case/policy.ts';
import { isApplicant } from '../case/scope.ts';
import { settle } from '../case/settleCase.ts';
import { limitInTransaction } from '../limitation/queries.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import type { ReferToArbitrationInput } from '../schema.gen.ts';

/** Sends a case to arbitration. Past the time limit only with the risk accepted in so many words (P11 art. 27, B-14). */
export async function referToArbitration(tx: Tx, input: ReferToArbitrationInput): Promise<{ case: MediationCase }> {
  await lockDisputes(tx, input.caseId);
  const taken = await takeCase(tx, input, 'referToArbitration');
  // Of the linked parties those that hear labour disputes themselves; the others hand the case on to them.
  if (!isApplicant(tx.viewer, taken) && !actsForUnion(tx.viewer, taken)) await requireDelegate(tx, 'HRSS', 'COURT');
  const { status, until } = await limitInTransaction(tx, taken.id);
  const atRisk = status === 'EXPIRED';
  refuseIf(
    atRisk && input.acceptLimitationRisk !== true,
    'LIMITATION_EXPIRED',
    `The time limit ended on ${until}; arbitration may turn the claim away. Send "acceptLimitationRisk: true" to go on.`,
    { rule: 'P11 art. 27', field: 'acceptLimitationRisk' },
  );
  const row = await settle(tx, taken);
  return { case: await moveCase(tx, row, 'TO_ARBITRATION', { referredAt: tx.now, limitationRiskAccepted: atRisk }) };
}
