import { insertRow, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { BANK, getFundAccount, lockAccounts } from '../ledger/accounts.ts';
import type { LedgerAccount } from '../ledger/LedgerAccount.ts';
import { availableFen, least } from '../ledger/rules.ts';
import { PendingTransfer } from './PendingTransfer.ts';
import { boundElsewhere, schemeAccountOf } from './restricted.ts';

/**
 * Sets the money of a disbursement aside on its fund's bank account, which is locked meanwhile; false when the account
 * has less to spend that is not bound to other schemes (S-17, FND-INV-2, also held by `ledger_account_available` and `bound_money_stays`).
 * Aid of a scheme holds what is bound to that scheme first.
 */
export async function reserve(tx: Tx, payout: Disbursement): Promise<boolean> {
  const { id, fundId, amountFen } = payout;
  const { id: accountId } = await getFundAccount(tx.db, fundId, BANK);
  const own = await schemeAccountOf(tx, payout);
  const locked = await lockAccounts(tx.db, own ? [accountId, own.id] : [accountId]);
  const [bank, scheme] = [accountId, own?.id].map((wanted) => locked.find((account) => account.id === wanted));
  if (!bank || availableFen(bank) - (await boundElsewhere(tx, payout, own)) < amountFen) return false;
  const schemeFen = scheme ? least(availableFen(scheme), amountFen) : 0n;
  await insertRow(tx.db, PendingTransfer, {
    disbursementId: id,
    accountId,
    amountFen,
    schemeAccountId: schemeFen > 0n ? (scheme as LedgerAccount).id : null,
    schemeFen,
    status: 'PENDING',
    entryId: null,
  });
  return true;
}
