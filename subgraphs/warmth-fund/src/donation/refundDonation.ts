import { assertTransition, checkedText, Refusal, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { BANK, getFundAccount, getSchemeAccount, lockAccounts } from '../ledger/accounts.ts';
import { JournalEntry } from '../ledger/JournalEntry.ts';
import type { LedgerAccount } from '../ledger/LedgerAccount.ts';
import { writeReversal } from '../ledger/reverseEntry.ts';
import { availableFen } from '../ledger/rules.ts';
import { tellDonor } from '../listed-person/tellListed.ts';
import type { RefundDonationInput } from '../schema.gen.ts';
import { Donation } from './Donation.ts';
import { checkDonationDuties, DONATION_TRANSITIONS, isUnused } from './rules.ts';
import { getDonation } from './steps.ts';

/** Gives a donation back that was not used, by another person than who received it. Its receipt, if any, keeps its number. */
export async function refundDonation(tx: Tx, input: RefundDonationInput): Promise<{ donation: Donation }> {
  const row = await getDonation(tx, 'refundDonation', input);
  assertTransition(DONATION_TRANSITIONS, 'donation', row.status, 'REFUNDED');
  const refundedBy = tx.viewer.personId as string;
  checkDonationDuties(refundedBy, row.memberId, row.receivedBy);
  const reason = checkedText(input.reason, 'reason', 300);
  const entry = await tx.db.findOneByOrFail(JournalEntry, { id: row.entryId as string });
  await checkUnused(tx, row, entry);
  const refund = await writeReversal(tx, entry, `退还捐赠 ${row.id}: ${reason}`);
  const change = { status: 'REFUNDED', refundEntryId: refund.id, refundReason: reason, refundedBy } as const;
  const donation = await updateRow(tx.db, Donation, row, change);
  await tellDonor(tx, donation);
  return { donation };
}

/** Locks the accounts that a refund takes from, and looks whether they still have the donation and all that came after it. */
async function checkUnused(tx: Tx, { fundId, schemeCode, amountFen }: Donation, entry: JournalEntry): Promise<void> {
  const bank = await getFundAccount(tx.db, fundId, BANK);
  const scheme = schemeCode ? await getSchemeAccount(tx.db, fundId, schemeCode) : null;
  const locked = await lockAccounts(tx.db, [bank.id, ...(scheme ? [scheme.id] : [])]);
  for (const account of locked) {
    const laterFen = await cameLater(tx, account, entry);
    if (isUnused({ availableFen: availableFen(account), laterFen, amountFen })) continue;
    throw new Refusal('VALIDATION_FAILED', 'This donation was used, wholly or in part. Only what was not used is given back.', {
      rule: 'S-17',
      field: 'donationId',
    });
  }
}

/** What came to an account behind an entry; what was given back meanwhile came, too, and went again. */
async function cameLater(tx: Tx, { id, normalSide }: LedgerAccount, entry: JournalEntry): Promise<bigint> {
  const [later] = await rows<{ fen: bigint }>(
    tx.db,
    sql`select coalesce(sum(p.amount_fen), 0)::bigint as fen from posting p
      join journal_entry e on e.id = p.entry_id and (e.posted_at, e.id) > (${entry.postedAt}, ${entry.id}::uuid)
        and not exists (select from journal_entry back where back.reverses_id = e.id)
      where p.account_id = ${id} and p.side = ${normalSide} and e.reverses_id is null`,
  );
  return later?.fen ?? 0n;
}
