import { assertTransition, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { IssueReceiptInput } from '../schema.gen.ts';
import { Donation } from './Donation.ts';
import { checkDonationDuties, DONATION_TRANSITIONS, receiptNo } from './rules.ts';
import { getDonation } from './steps.ts';

/** Gives a donation that came in its receipt. Numbers run without a gap in each year: the database draws them (`donation_takes_receipt`). */
export async function issueReceipt(tx: Tx, input: IssueReceiptInput): Promise<{ donation: Donation }> {
  const row = await getDonation(tx, 'issueReceipt', input);
  refuseIf(
    row.receiptSeq !== null,
    'DUPLICATE',
    `This donation has the receipt ${receiptNo(row.receiptYear ?? 0, row.receiptSeq ?? 0)}. A donation has one receipt.`,
    { rule: 'S-17', field: 'donationId' },
  );
  assertTransition(DONATION_TRANSITIONS, 'donation', row.status, 'RECEIPTED');
  const receiptedBy = tx.viewer.personId as string;
  checkDonationDuties(receiptedBy, row.memberId, row.receivedBy);
  const receiptYear = Number(civilDay(tx.now).slice(0, 4));
  // The number is drawn by the update itself, whose CHECK sees it.
  await updateRow(tx.db, Donation, row, { status: 'RECEIPTED', receiptYear, receiptedBy });
  return { donation: await tx.db.findOneByOrFail(Donation, { id: row.id }) };
}
