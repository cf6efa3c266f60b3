import { civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { ReportBreachInput } from '../schema.gen.ts';

/** Writes down that a due day passed unpaid. A payment that leaves nothing overdue mends it. */
export async function reportBreach(tx: Tx, input: ReportBreachInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'reportBreach');
  refuseIf(row.status === 'BREACHED', 'INVALID_TRANSITION', 'The breach is on record already.', { field: 'status' });
  refuseIf(
    row.nextPaymentOn === null || civilDay(tx.now) <= row.nextPaymentOn,
    'VALIDATION_FAILED',
    `Nothing is overdue; the next payment is due on ${row.nextPaymentOn}.`,
    { field: 'caseId' },
  );
  return { case: await moveCase(tx, row, 'BREACHED') };
}
