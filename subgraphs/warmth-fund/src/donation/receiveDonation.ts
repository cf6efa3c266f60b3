import { donationReceived } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { BANK, DONATIONS, getFundAccount, getSchemeAccount } from '../ledger/accounts.ts';
import { writeEntry } from '../ledger/writeEntry.ts';
import type { ReceiveDonationInput } from '../schema.gen.ts';
import { Donation } from './Donation.ts';
import { checkDonationDuties, DONATION_TRANSITIONS } from './rules.ts';
import { getDonation } from './steps.ts';

/** Records that the money came: bank to income, or to the account of the scheme that it is bound to, where it stays until it is used. */
export async function receiveDonation(tx: Tx, input: ReceiveDonationInput): Promise<{ donation: Donation }> {
  const row = await getDonation(tx, 'receiveDonation', input);
  assertTransition(DONATION_TRANSITIONS, 'donation', row.status, 'RECEIVED');
  checkDonationDuties(tx.viewer.personId as string, row.memberId);
  const { id, fundId, amountFen, schemeCode } = row;
  const bank = await getFundAccount(tx.db, fundId, BANK);
  const income = schemeCode ? await getSchemeAccount(tx.db, fundId, schemeCode) : await getFundAccount(tx.db, fundId, DONATIONS);
  const entry = await writeEntry(tx, {
    book: bank.book,
    memo: `捐赠 ${id}`,
    lines: [
      { accountId: bank.id, side: 'DEBIT', amountFen },
      { accountId: income.id, side: 'CREDIT', amountFen },
    ],
    source: { subgraph: 'warmth-fund', typeName: 'Donation', id },
  });
  const received = { receivedBy: tx.viewer.personId as string, receivedAt: tx.now, entryId: entry.id };
  const donation = await updateRow(tx.db, Donation, row, { status: 'RECEIVED', ...received });
  const told = { amountFen: String(amountFen), scheme: schemeCode, receivedAt: tx.now.toISOString() };
  await tx.publish(donationReceived, donation, told);
  return { donation };
}
