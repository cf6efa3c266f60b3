import { disbursementFailed, disbursementPaid, disbursementReturned } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { JournalEntry } from '../ledger/JournalEntry.ts';
import { writeReversal } from '../ledger/reverseEntry.ts';
import { followPayout } from '../payout-source/followers.ts';
import { PendingTransfer } from '../reservation/PendingTransfer.ts';
import { payOut } from '../reservation/resolve.ts';
import { Disbursement } from './Disbursement.ts';
import { type BankReturnCode, checkDutiesApart, DISBURSEMENT_TRANSITIONS, failureReason } from './rules.ts';
import { actorOf, announce } from './steps.ts';

// What the bank tells of a payout, by a cashier's hand or by a line of its file. The payout is locked.

/** The bank paid: the money set aside becomes an entry. */
export async function settle(tx: Tx, row: Disbursement): Promise<Disbursement> {
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'SETTLED');
  checkDutiesApart(row, 'pay', actorOf(tx));
  await followPayout(tx, row, 'SETTLED');
  await payOut(tx, row);
  const disbursement = await updateRow(tx.db, Disbursement, row, { status: 'SETTLED', paidAt: tx.now });
  await announce(tx, disbursementPaid, disbursement);
  return disbursement;
}

/** The bank did not pay: the money stays set aside for the next attempt. What is recorded by hand is counted, too. */
export async function fail(
  tx: Tx,
  row: Disbursement,
  code: BankReturnCode,
  counted: Partial<Pick<Disbursement, 'failedByHand'>> = {},
): Promise<Disbursement> {
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'FAILED');
  checkDutiesApart(row, 'pay', actorOf(tx));
  const disbursement = await updateRow(tx.db, Disbursement, row, {
    status: 'FAILED',
    failureReason: failureReason(code),
    ...counted,
  });
  await announce(tx, disbursementFailed, disbursement);
  return disbursement;
}

/** Paid money came back: the entry that paid is reversed (FND-INV-1), the payout stays as it was paid. */
export async function takeBack(tx: Tx, row: Disbursement, code: BankReturnCode): Promise<Disbursement> {
  assertTransition(DISBURSEMENT_TRANSITIONS, 'disbursement', row.status, 'RETURNED');
  checkDutiesApart(row, 'pay', actorOf(tx));
  await followPayout(tx, row, 'RETURNED');
  const { entryId } = await tx.db.findOneByOrFail(PendingTransfer, { disbursementId: row.id });
  const entry = await tx.db.findOneByOrFail(JournalEntry, { id: entryId as string });
  const reason = failureReason(code);
  await writeReversal(tx, entry, `退回 ${row.id}: ${reason}`);
  const disbursement = await updateRow(tx.db, Disbursement, row, { status: 'RETURNED', failureReason: reason });
  await announce(tx, disbursementReturned, disbursement);
  return disbursement;
}
