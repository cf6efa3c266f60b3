import { assertTransition, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { CITY_PATH, readsBooks } from '../fund/access.ts';
import { BANK, getFundAccount, lockAccounts, OTHER_EXPENSE, OTHER_INCOME } from '../ledger/accounts.ts';
import type { JournalEntry } from '../ledger/JournalEntry.ts';
import type { LedgerAccount } from '../ledger/LedgerAccount.ts';
import { writeEntry } from '../ledger/writeEntry.ts';
import type { ApproveBookTransferInput } from '../schema.gen.ts';
import { BookTransfer } from './BookTransfer.ts';
import { bookTransferPolicy } from './policy.ts';
import { BOOK_TRANSFER_TRANSITIONS, checkApproval } from './rules.ts';

/**
 * Approves a transfer for one of its two sides. With the second approval both entries are posted in one transaction, or neither is:
 * `INSUFFICIENT_FUNDS` where the giving fund has less to spend.
 */
export async function approveBookTransfer(
  tx: Tx,
  { side, ...input }: ApproveBookTransferInput,
): Promise<{ transfer: BookTransfer }> {
  const row = await getForUpdate(tx, BookTransfer, input.transferId, {
    what: 'transfer',
    visible: readsBooks,
    expectedVersion: input.expectedVersion,
  });
  bookTransferPolicy.authorise(tx.viewer, 'approveBookTransfer', { scopePath: CITY_PATH });
  assertTransition(BOOK_TRANSFER_TRANSITIONS, 'transfer', row.status, 'POSTED');
  const person = tx.viewer.personId as string;
  checkApproval(row, side, person);
  const approved = side === 'GIVING' ? { fromApprovedBy: person } : { toApprovedBy: person };
  const isLast = (side === 'GIVING' ? row.toApprovedBy : row.fromApprovedBy) !== null;
  const posted = isLast ? await post(tx, row) : {};
  return { transfer: await updateRow(tx.db, BookTransfer, row, { ...approved, ...posted }) };
}

/** Writes the two entries: expense to bank in the giving book, bank to income in the receiving one. */
async function post(tx: Tx, { id, fromFundId, toFundId, amountFen, purpose }: BookTransfer): Promise<Partial<BookTransfer>> {
  const [fromBank, expense] = await accountsOf(tx, fromFundId, OTHER_EXPENSE);
  const [toBank, income] = await accountsOf(tx, toFundId, OTHER_INCOME);
  // All four at once in the order of ids, as every writer locks accounts: two transfers the opposite way wait, and do not block each other.
  await lockAccounts(
    tx.db,
    [fromBank, expense, toBank, income].map((account) => account.id),
  );
  const write = (bank: LedgerAccount, debit: LedgerAccount, credit: LedgerAccount): Promise<JournalEntry> =>
    writeEntry(tx, {
      book: bank.book,
      memo: purpose,
      lines: [
        { accountId: debit.id, side: 'DEBIT', amountFen },
        { accountId: credit.id, side: 'CREDIT', amountFen },
      ],
      source: { subgraph: 'warmth-fund', typeName: 'BookTransfer', id },
    });
  const out = await write(fromBank, expense, fromBank);
  const received = await write(toBank, toBank, income);
  return { status: 'POSTED', outEntryId: out.id, inEntryId: received.id };
}

const accountsOf = (tx: Tx, fundId: string, code: string): Promise<[LedgerAccount, LedgerAccount]> =>
  getFundAccount(tx.db, fundId, BANK).then(async (bank) => [bank, await getFundAccount(tx.db, fundId, code)]);
