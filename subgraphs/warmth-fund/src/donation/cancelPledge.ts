import { assertTransition, checkedText, type Tx, updateRow } from '@union-graph/subgraph';
import { tellDonor } from '../listed-person/tellListed.ts';
import type { CancelPledgeInput } from '../schema.gen.ts';
import { Donation } from './Donation.ts';
import { DONATION_TRANSITIONS } from './rules.ts';
import { getDonation } from './steps.ts';

/** Cancels a pledge of which no money came: the donor's own, or one that the fund no longer waits for. Nothing is posted. `INVALID_TRANSITION` once money came. */
export async function cancelPledge(tx: Tx, input: CancelPledgeInput): Promise<{ donation: Donation }> {
  const row = await getDonation(tx, 'cancelPledge', input);
  assertTransition(DONATION_TRANSITIONS, 'donation', row.status, 'CANCELLED');
  const cancelReason = checkedText(input.reason, 'reason', 300);
  const donation = await updateRow(tx.db, Donation, row, {
    status: 'CANCELLED',
    cancelledBy: tx.viewer.personId as string,
    cancelReason,
  });
  await tellDonor(tx, donation);
  return { donation };
}
