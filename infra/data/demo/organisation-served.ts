import { fundPersonRows } from '../fundPersons.ts';
import { enrolmentLists } from './training-courses.ts';
import { studentLists } from './training-degree.ts';
import { institutionPath } from './training-institutions.ts';
import { bookings } from './venues-bookings.ts';
import { aidApplicationRows } from './warmth-fund-aid.ts';
import { claimPayoutRows, claimRows } from './warmth-fund-claims.ts';
import { donationRows } from './warmth-fund-donations.ts';
import { hardshipFileRows, householdMemberRows } from './warmth-fund-hardship.ts';
import { disbursementRows } from './warmth-fund-payouts.ts';

/** What training, venues and the fund have told of whom they serve: who is on a session's list, who has booked, whom the fund decides about or pays. */
export const servedPersonRows = [
  ...enrolmentLists.map(({ enrolmentId, memberId, institutionPath: path, until }) => ({
    source: 'TRAINING',
    occasion_id: enrolmentId,
    member_id: memberId,
    scope_path: path,
    served: true,
    served_until: until,
    seen_version: 1,
  })),
  ...studentLists.map(({ applicationId, memberId }) => ({
    source: 'TRAINING',
    occasion_id: applicationId,
    member_id: memberId,
    scope_path: institutionPath('radio-tv'),
    served: true,
    seen_version: 7,
  })),
  ...bookings
    .filter(({ status }) => status !== 'EXPIRED')
    .map(({ id, member_id, scope_path, status }) => ({
      source: 'VENUES',
      occasion_id: id,
      member_id,
      scope_path,
      served: status !== 'CANCELLED',
      seen_version: 1,
    })),
  ...fundPersonRows({
    aid_application: aidApplicationRows,
    mutual_aid_claim: claimRows,
    hardship_file: hardshipFileRows,
    household_member: householdMemberRows,
    disbursement: [...disbursementRows, ...claimPayoutRows],
    donation: donationRows,
  }),
];
