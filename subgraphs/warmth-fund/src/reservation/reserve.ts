import { insertRow, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { BANK, getFundAccount, lockAccounts } from '../ledger/accounts.ts';
import { availableFen } from '../ledger/rules.ts';
import { PendingTransfer } from './PendingTransfer.ts';
import { boundElsewhere } from './restricted.ts';

/**
 * Sets the money of a disbursement aside on its fund's bank account, which is locked meanwhile; false when the account
 * has less to spend that is not bound to other schemes (S-17, FND-INV-2, also held by the CHECK `ledger_account_available`).
 */
export async function reserve(tx: Tx, payout: Disbursement): Promise<boolean> {
  const { id, fundId, amountFen } = payout;
  const { id: accountId } = await getFundAccount(tx.db, fundId, BANK);
  const [account] = await lockAccounts(tx.db, [accountId]);
  if (!account || availableFen(account) - (await boundElsewhere(tx, payout)) < amountFen) return false;
  await insertRow(tx.db, PendingTransfer, { disbursementId: id, accountId, amountFen, status: 'PENDING', entryId: null });
  return true;
}
