import type { Tx } from '@union-graph/subgraph';
import type { FailDisbursementInput } from '../schema.gen.ts';
import type { Disbursement } from './Disbursement.ts';
import { refuseClose } from './keptApart.ts';
import { fail } from './outcomes.ts';
import { getDisbursementForStep } from './steps.ts';

/** Records that the bank did not pay. The money stays set aside for the next attempt. */
export async function failDisbursement(tx: Tx, input: FailDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getDisbursementForStep(tx, 'failDisbursement', input);
  await refuseClose(tx, row);
  return { disbursement: await fail(tx, row, input.returnCode, { failedByHand: row.failedByHand + 1 }) };
}
