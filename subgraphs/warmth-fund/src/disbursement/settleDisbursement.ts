import type { Tx } from '@union-graph/subgraph';
import type { SettleDisbursementInput } from '../schema.gen.ts';
import type { Disbursement } from './Disbursement.ts';
import { refuseClose } from './keptApart.ts';
import { settle } from './outcomes.ts';
import { getDisbursementForStep } from './steps.ts';

/** Records that the bank paid, with the journal entry. On a settled payout it changes nothing (FND-INV-3). */
export async function settleDisbursement(tx: Tx, input: SettleDisbursementInput): Promise<{ disbursement: Disbursement }> {
  const row = await getDisbursementForStep(tx, 'settleDisbursement', input);
  await refuseClose(tx, row);
  return { disbursement: row.status === 'SETTLED' ? row : await settle(tx, row) };
}
