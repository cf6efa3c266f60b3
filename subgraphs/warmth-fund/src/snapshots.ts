import { applicantListed, donorListed, payeeListed } from '@union-graph/events';
import { defineSnapshot, type Tx } from '@union-graph/subgraph';
import { AidApplication } from './aid/AidApplication.ts';
import { MutualAidClaim } from './claim/MutualAidClaim.ts';
import { Disbursement } from './disbursement/Disbursement.ts';
import { Donation } from './donation/Donation.ts';
import { HardshipFile } from './hardship/HardshipFile.ts';
import { tellAidApplicant, tellClaimant, tellDonor, tellHousehold, tellPayee } from './listed-person/tellListed.ts';

const each =
  <Row>(tell: (tx: Tx, row: Row) => Promise<void>) =>
  async (tx: Tx, found: readonly Row[]): Promise<void> => {
    for (const row of found) await tell(tx, row);
  };

/** What the fund tells a service that begins to follow it: whom it decides about, whom it pays, and who gives to it. */
export const snapshots = [
  defineSnapshot([applicantListed], AidApplication, each(tellAidApplicant)),
  defineSnapshot([applicantListed], MutualAidClaim, each(tellClaimant)),
  defineSnapshot([applicantListed], HardshipFile, each(tellHousehold)),
  defineSnapshot([payeeListed], Disbursement, each(tellPayee)),
  defineSnapshot([donorListed], Donation, each(tellDonor)),
];
