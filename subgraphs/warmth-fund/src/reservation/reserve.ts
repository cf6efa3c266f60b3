import { insertRow, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { BANK, getFundAccount, lockAccounts } from '../ledger/accounts.ts';
import { availableFen } from '../ledger/rules.ts';
import { PendingTransfer } from './PendingTransfer.ts';

/**
 * Sets the money of a disbursement aside on its fund's bank account, which is locked meanwhile; false when the account
 * has less to spend (FND-INV-2, also held by the CHECK `ledger_account_available`).
 */
export async function reserve(tx: Tx, { id, fundId, amountFen }: Disbursement): Promise<boolean> {
  const { id: accountId } = await getFundAccount(tx.db, fundId, BANK);
  const [account] = await lockAccounts(tx.db, [accountId]);
  if (!account || availableFen(account) < amountFen) return false;
  await insertRow(tx.db, PendingTransfer, { disbursementId: id, accountId, amountFen, status: 'PENDING', entryId: null });
  return true;
}
