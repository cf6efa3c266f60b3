import { disbursementReturned } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { JournalEntry } from '../ledger/JournalEntry.ts';
import { writeReversal } from '../ledger/reverseEntry.ts';
import { followPayout } from '../payout-source/followers.ts';
import { PendingTransfer } from '../reservation/PendingTransfer.ts';
import type { RecordReturnInput } from '../schema.gen.ts';
import { Disbursement } from './Disbursement.ts';
import { checkDutiesApart, DISBURSEMENT_TRANSITIONS, failureReason } from './rules.ts';
import { actorOf, announce, getForStep } from './steps.ts';

/** Records that the bank sent paid money back: the entry that paid is reversed (FND-INV-1), the payout stays as it was paid. */
export async function recordReturn(tx: Tx, input: RecordReturnInput): Promise<{ disbursement: Disbursement }> {
  const row = await getForStep(tx, 'recordReturn', input);
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'RETURNED');
  checkDutiesApart(row, 'pay', actorOf(tx));
  await followPayout(tx, row, 'RETURNED');
  const { entryId } = await tx.db.findOneByOrFail(PendingTransfer, { disbursementId: row.id });
  const entry = await tx.db.findOneByOrFail(JournalEntry, { id: entryId as string });
  const reason = failureReason(input.returnCode);
  await writeReversal(tx, entry, `退回 ${row.id}: ${reason}`);
  const disbursement = await updateRow(tx.db, Disbursement, row, { status: 'RETURNED', failureReason: reason });
  await announce(tx, disbursementReturned, disbursement);
  return { disbursement };
}
