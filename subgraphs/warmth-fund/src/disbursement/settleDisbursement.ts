import { disbursementPaid } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { followPayout } from '../payout-source/followers.ts';
import { payOut } from '../reservation/resolve.ts';
import type { SettleDisbursementInput } from '../schema.gen.ts';
import { Disbursement } from './Disbursement.ts';
import { checkDutiesApart, DISBURSEMENT_TRANSITIONS } from './rules.ts';
import { actorOf, announce, getForStep } from './steps.ts';

/** Records that the bank paid, with the journal entry. On a settled payout it changes nothing (FND-INV-3). */
export async function settleDisbursement(tx: Tx, input: SettleDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getForStep(tx, 'settleDisbursement', input);
  if (row.status === 'SETTLED') return { disbursement: row };
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'SETTLED');
  checkDutiesApart(row, 'pay', actorOf(tx));
  await followPayout(tx, row, 'SETTLED');
  await payOut(tx, row);
  const disbursement = await updateRow(tx.db, Disbursement, row, { status: 'SETTLED', paidAt: tx.now });
  await announce(tx, disbursementPaid, disbursement);
  return { disbursement };
}
