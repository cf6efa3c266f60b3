import { type Tx, updateRow } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import { checkedRef } from '../references.ts';
import type { RecordConfirmationInput } from '../schema.gen.ts';
import { Confirmation } from './Confirmation.ts';

/**
 * Records the answer of the labour authority or the court. What was paid in full meanwhile is performed at once where it was confirmed:
 * what was refused confirmation for its content may give the worker less than the law does, who goes on to arbitration for the rest (企业劳动争议协商调解规定 art. 27).
 */
export async function recordConfirmation(tx: Tx, input: RecordConfirmationInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordConfirmation');
  const confirmation = await tx.db.findOneByOrFail(Confirmation, { caseId: row.id });
  await requireDelegate(tx, confirmation.route === 'JUDICIAL' ? 'COURT' : 'HRSS');
  const documentNo = checkedRef(input.documentNo, 'documentNo');
  await updateRow(tx.db, Confirmation, confirmation, { result: input.result, documentNo });
  const paid = row.nextPaymentOn === null;
  return { case: await moveCase(tx, row, input.result === 'CONFIRMED' && paid ? 'PERFORMED' : input.result) };
}
