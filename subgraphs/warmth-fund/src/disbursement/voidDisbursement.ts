import { disbursementVoided } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { tellPayee } from '../listed-person/tellListed.ts';
import { followPayout } from '../payout-source/followers.ts';
import { release } from '../reservation/resolve.ts';
import type { VoidDisbursementInput } from '../schema.gen.ts';
import { Disbursement } from './Disbursement.ts';
import { DISBURSEMENT_TRANSITIONS } from './rules.ts';
import { announce, getDisbursementForStep } from './steps.ts';

/** Gives up a payout that is not with the bank; the money set aside is free again (FND-INV-3). */
export async function voidDisbursement(tx: Tx, input: VoidDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getDisbursementForStep(tx, 'voidDisbursement', input);
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'VOIDED');
  await followPayout(tx, row, 'VOIDED');
  if (row.status !== 'REQUESTED') await release(tx, row);
  const disbursement = await updateRow(tx.db, Disbursement, row, { status: 'VOIDED', failureReason: null });
  await announce(tx, disbursementVoided, disbursement);
  await tellPayee(tx, disbursement);
  return { disbursement };
}
