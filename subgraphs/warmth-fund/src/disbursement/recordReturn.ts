import type { Tx } from '@union-graph/subgraph';
import type { RecordReturnInput } from '../schema.gen.ts';
import type { Disbursement } from './Disbursement.ts';
import { refuseClose } from './keptApart.ts';
import { takeBack } from './outcomes.ts';
import { getDisbursementForStep } from './steps.ts';

/** Records that the bank sent paid money back. */
export async function recordReturn(tx: Tx, input: RecordReturnInput): Promise<{ disbursement: Disbursement }> {
  const row = await getDisbursementForStep(tx, 'recordReturn', input);
  await refuseClose(tx, row);
  return { disbursement: await takeBack(tx, row, input.returnCode) };
}
