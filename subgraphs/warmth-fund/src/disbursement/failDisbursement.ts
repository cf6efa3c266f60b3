import { disbursementFailed } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { FailDisbursementInput } from '../schema.gen.ts';
import { Disbursement } from './Disbursement.ts';
import { checkDutiesApart, DISBURSEMENT_TRANSITIONS, failureReason } from './rules.ts';
import { actorOf, announce, getForStep } from './steps.ts';

/** Records that the bank did not pay. The money stays set aside for the next attempt. */
export async function failDisbursement(tx: Tx, input: FailDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getForStep(tx, 'failDisbursement', input);
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'FAILED');
  checkDutiesApart(row, 'pay', actorOf(tx));
  const disbursement = await updateRow(tx.db, Disbursement, row, {
    status: 'FAILED',
    failureReason: failureReason(input.returnCode),
  });
  await announce(tx, disbursementFailed, disbursement);
  return { disbursement };
}
