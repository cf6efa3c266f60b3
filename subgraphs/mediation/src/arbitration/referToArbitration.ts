import { refuseIf, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { settle } from '../case/settleCase.ts';
import { limitInTransaction } from '../limitation/queries.ts';
import type { ReferToArbitrationInput } from '../schema.gen.ts';

/** Sends a case to arbitration. Past the time limit only with the risk accepted in so many words (P11 art. 27, B-14). */
export async function referToArbitration(tx: Tx, input: ReferToArbitrationInput): Promise<{ case: MediationCase }> {
  const taken = await takeCase(tx, input, 'referToArbitration');
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
