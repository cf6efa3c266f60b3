import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { SendDisbursementInput } from '../schema.gen.ts';
import { Disbursement } from './Disbursement.ts';
import { refuseClose } from './keptApart.ts';
import { checkDutiesApart, DISBURSEMENT_TRANSITIONS } from './rules.ts';
import { actorOf, getDisbursementForStep } from './steps.ts';

/** Hands a payout to the bank, the first time or after a failure, by a third person (FND-INV-6). */
export async function sendDisbursement(tx: Tx, input: SendDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getDisbursementForStep(tx, 'sendDisbursement', input);
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'SENT');
  checkDutiesApart(row, 'pay', actorOf(tx));
  await refuseClose(tx, row);
  return {
    disbursement: await updateRow(tx.db, Disbursement, row, { status: 'SENT', paidBy: actorOf(tx), failureReason: null }),
  };
}
