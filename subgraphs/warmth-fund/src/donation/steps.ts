import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { Donation } from './Donation.ts';
import { type DonationVerb, donationPolicy } from './policy.ts';
import { seesDonation } from './scope.ts';

/** Locks the donation of a step, for those who may take it. `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`. */
export async function getDonation(
  tx: Tx,
  verb: DonationVerb,
  { donationId, expectedVersion }: { donationId: string; expectedVersion: number },
): Promise<Donation> {
  const donation = await getForUpdate(tx, Donation, donationId, { what: 'donation', visible: seesDonation, expectedVersion });
  donationPolicy.authorise(tx.viewer, verb, donation);
  return donation;
}
