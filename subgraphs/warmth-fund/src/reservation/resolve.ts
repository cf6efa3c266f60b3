import { newId, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { BANK, FREE_ASSETS, getFundAccount, lockAccounts, PAYOUTS } from '../ledger/accounts.ts';
import type { JournalEntry } from '../ledger/JournalEntry.ts';
import type { LedgerAccount } from '../ledger/LedgerAccount.ts';
import { availableFen, type Line, least, otherSide } from '../ledger/rules.ts';
import { writeEntry } from '../ledger/writeEntry.ts';
import { schemeAccountOf } from './restricted.ts';
import { wakeWaiting } from './wakeWaiting.ts';

/**
 * Turns the money set aside for a disbursement into a journal entry: cost of the fund's work to bank (FND-INV-3). Aid of a scheme uses what
 * was given for that scheme first: it becomes free in the same entry.
 */
export async function payOut(tx: Tx, payout: Disbursement): Promise<JournalEntry> {
  const { id, fundId, amountFen } = payout;
  const bank = await getFundAccount(tx.db, fundId, BANK);
  const cost = await getFundAccount(tx.db, fundId, PAYOUTS);
  const free = await getFundAccount(tx.db, fundId, FREE_ASSETS);
  const scheme = await schemeAccountOf(tx, payout);
  const locked = await lockAccounts(tx.db, [bank.id, cost.id, ...(scheme ? [free.id, scheme.id] : [])]);
  // The reservation goes first: bank and reservation together may be the last money the account has.
  const entryId = newId();
  const heldFen = await resolveTransfer(tx, id, 'POSTED', entryId);
  return writeEntry(tx, {
    id: entryId,
    book: bank.book,
    memo: `发放 ${id}`,
    lines: [
      { accountId: cost.id, side: 'DEBIT', amountFen },
      { accountId: bank.id, side: 'CREDIT', amountFen },
      ...used(
        locked.find((account) => account.id === scheme?.id),
        { heldFen, amountFen },
        free.id,
      ),
    ],
    source: { subgraph: 'warmth-fund', typeName: 'Disbursement', id },
  });
}

/** What a payout uses of the money that is bound to its scheme, and so frees: what it held, and what nobody else holds. */
function used(scheme: LedgerAccount | undefined, payout: { heldFen: bigint; amountFen: bigint }, freeId: string): Line[] {
  if (!scheme) return [];
  const amountFen = least(availableFen(scheme) + payout.heldFen, payout.amountFen);
  if (amountFen === 0n) return [];
  return [
    { accountId: scheme.id, side: otherSide(scheme.normalSide), amountFen },
    { accountId: freeId, side: scheme.normalSide, amountFen },
  ];
}

/** Frees the money set aside for a disbursement, where any was. */
export async function release(tx: Tx, payout: Disbursement): Promise<void> {
  const bank = await getFundAccount(tx.db, payout.fundId, BANK);
  const scheme = await schemeAccountOf(tx, payout);
  await lockAccounts(tx.db, scheme ? [bank.id, scheme.id] : [bank.id]);
  await resolveTransfer(tx, payout.id, 'VOIDED', null);
  await wakeWaiting(tx, payout.fundId);
}

/** Ends a reservation, where there is one, and gives what it held of the scheme's own money. */
async function resolveTransfer(
  tx: Tx,
  disbursementId: string,
  status: 'POSTED' | 'VOIDED',
  entryId: string | null,
): Promise<bigint> {
  const [resolved] = await rows<{ fen: bigint }>(
    tx.db,
    sql`with resolved as (
        update pending_transfer set status = ${status}, entry_id = ${entryId} where disbursement_id = ${disbursementId} returning scheme_fen)
      select scheme_fen as fen from resolved`,
  );
  return resolved?.fen ?? 0n;
}
