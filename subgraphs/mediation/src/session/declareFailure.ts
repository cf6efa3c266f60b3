import { refuseIf, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { DeclareFailureInput } from '../schema.gen.ts';

/** Ends the mediation without an agreement; the applicant may go to arbitration (P11 art. 14). */
export async function declareFailure(tx: Tx, input: DeclareFailureInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'declareFailure');
  refuseIf(input.reason.trim() === '', 'BAD_USER_INPUT', 'A failure has a reason.', { field: 'reason' });
  return { case: await moveCase(tx, row, 'FAILED', { failedAt: tx.now, failureReason: input.reason.trim() }) };
}
