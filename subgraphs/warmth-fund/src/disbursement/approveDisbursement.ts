import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { ApproveDisbursementInput } from '../schema.gen.ts';
import { Disbursement } from './Disbursement.ts';
import { refuseClose } from './keptApart.ts';
import { checkDutiesApart, DISBURSEMENT_TRANSITIONS } from './rules.ts';
import { actorOf, getDisbursementForStep } from './steps.ts';

/** Approves a payout whose money is set aside, by a second person (FND-INV-6). */
export async function approveDisbursement(tx: Tx, input: ApproveDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getDisbursementForStep(tx, 'approveDisbursement', input);
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'APPROVED');
  checkDutiesApart(row, 'approve', actorOf(tx));
  await refuseClose(tx, row);
  return { disbursement: await updateRow(tx.db, Disbursement, row, { status: 'APPROVED', approvedBy: actorOf(tx) }) };
}
