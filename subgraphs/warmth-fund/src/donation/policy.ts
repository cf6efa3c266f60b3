import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';

interface Pledged {
  readonly memberId: string | null;
}

/** Those who write a pledge down for somebody who comes to the fund. */
const ACCEPTING: readonly Role[] = ['FUND_CASEWORKER', 'FUND_CASHIER', 'FUND_ACCOUNTANT'];

const staffOf =
  (...roles: Role[]) =>
  (viewer: Viewer): boolean =>
    viewer.personId !== null && inScope(viewer, CITY_PATH, ...roles);

/** Who may do what with a donation (S-17). */
export const donationPolicy = definePolicy<Pledged>()({
  /** Everybody gives their own money; an organisation's is written down by the fund, another member's by who looks workers up. */
  pledgeDonation: (viewer, { memberId }) =>
    viewer.personId !== null && (viewer.personId === memberId || inScope(viewer, CITY_PATH, ...ACCEPTING)),
  /** Who may make a pledge may cancel it: no money has moved. */
  cancelPledge: (viewer, { memberId }) =>
    viewer.personId !== null && (viewer.personId === memberId || inScope(viewer, CITY_PATH, ...ACCEPTING)),
  receiveDonation: staffOf('FUND_CASHIER'),
  issueReceipt: staffOf('FUND_ACCOUNTANT'),
  refundDonation: staffOf('FUND_ACCOUNTANT'),
});

export type DonationVerb = Parameters<typeof donationPolicy.allows>[1];
