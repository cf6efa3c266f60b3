import { newId, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { BANK, getFundAccount, lockAccounts, PAYOUTS } from '../ledger/accounts.ts';
import type { JournalEntry } from '../ledger/JournalEntry.ts';
import { writeEntry } from '../ledger/writeEntry.ts';
import { wakeWaiting } from './wakeWaiting.ts';

/** Turns the money set aside for a disbursement into a journal entry: cost of the fund's work to bank (FND-INV-3). */
export async function payOut(tx: Tx, { id, fundId, amountFen }: Disbursement): Promise<JournalEntry> {
  const bank = await getFundAccount(tx.db, fundId, BANK);
  const cost = await getFundAccount(tx.db, fundId, PAYOUTS);
  await lockAccounts(tx.db, [bank.id, cost.id]);
  // The reservation goes first: bank and reservation together may be the last money the account has.
  const entryId = newId();
  await resolveTransfer(tx, id, 'POSTED', entryId);
  return writeEntry(tx, {
    id: entryId,
    book: bank.book,
    memo: `发放 ${id}`,
    lines: [
      { accountId: cost.id, side: 'DEBIT', amountFen },
      { accountId: bank.id, side: 'CREDIT', amountFen },
    ],
    source: { subgraph: 'warmth-fund', typeName: 'Disbursement', id },
  });
}

/** Frees the money set aside for a disbursement, where any was. */
export async function release(tx: Tx, { id, fundId }: Disbursement): Promise<void> {
  const bank = await getFundAccount(tx.db, fundId, BANK);
  await lockAccounts(tx.db, [bank.id]);
  await resolveTransfer(tx, id, 'VOIDED', null);
  await wakeWaiting(tx, fundId);
}

const resolveTransfer = (tx: Tx, disbursementId: string, status: 'POSTED' | 'VOIDED', entryId: string | null) =>
  rows(
    tx.db,
    sql`update pending_transfer set status = ${status}, entry_id = ${entryId} where disbursement_id = ${disbursementId}`,
  );
