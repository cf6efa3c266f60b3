import { applicantListed, donorListed, LISTING_ENDS, payeeListed } from '@union-graph/events';
import { rows, sql, type Tx } from '@union-graph/subgraph';
import type { AidApplication, AidStatus } from '../aid/AidApplication.ts';
import type { MutualAidClaim } from '../claim/MutualAidClaim.ts';
import type { ClaimStatus } from '../claim/rules.ts';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import type { DisbursementStatus } from '../disbursement/rules.ts';
import type { Donation } from '../donation/Donation.ts';
import type { DonationStatus } from '../donation/rules.ts';
import { CITY_PATH } from '../fund/access.ts';
import type { HardshipFile } from '../hardship/HardshipFile.ts';
import type { HardshipStatus } from '../schema.gen.ts';

// Whom the fund has to do with (C-19): organisation lets approvers and cashiers read the names of these persons. It is told when a row begins and
// when it ends without money, by `LISTING_ENDS`.

const AID_OVER: readonly AidStatus[] = LISTING_ENDS.aidApplication;
const CLAIM_OVER: readonly ClaimStatus[] = LISTING_ENDS.claim;
const FILE_OVER: readonly HardshipStatus[] = LISTING_ENDS.hardshipFile;
const PAYOUT_OVER: readonly DisbursementStatus[] = LISTING_ENDS.disbursement;
const DONATION_OVER: readonly DonationStatus[] = LISTING_ENDS.donation;

/** Tells for whom aid is asked, or that the application ended without aid. */
export const tellAidApplicant = (tx: Tx, row: AidApplication): Promise<void> =>
  tx.publish(applicantListed, row, {
    memberId: row.memberId,
    scopePath: row.scopePath,
    listed: !AID_OVER.includes(row.status),
  });

/** Tells whose claim is before the fund, or that it was rejected. */
export const tellClaimant = (tx: Tx, row: MutualAidClaim): Promise<void> =>
  tx.publish(applicantListed, row, {
    memberId: row.memberId,
    scopePath: row.scopePath,
    listed: !CLAIM_OVER.includes(row.status),
  });

interface HouseholdPerson {
  /** The person's id in the household. */
  readonly id: string;
  readonly memberId: string;
}

/** Tells who lives in the household of a hardship file, as far as they have a record, or that the file ended. */
export async function tellHousehold(
  tx: Tx,
  { id, version, headMemberId, householdId, scopePath, status }: HardshipFile,
): Promise<void> {
  const others = await rows<HouseholdPerson>(
    tx.db,
    sql`select m.id, m.member_id as "memberId" from household_member m
      where m.household_id = ${householdId}::uuid and m.member_id <> ${headMemberId} order by m.id`,
  );
  for (const person of [{ id, memberId: headMemberId }, ...others])
    await tx.publish(
      applicantListed,
      { id: person.id, version },
      { memberId: person.memberId, scopePath, listed: !FILE_OVER.includes(status) },
    );
}

/** Tells whom a payout pays, or that it does not; nothing where a union or a social organisation is paid. */
export async function tellPayee(tx: Tx, row: Disbursement): Promise<void> {
  const { memberId, scopePath, status } = row;
  if (memberId !== null) await tx.publish(payeeListed, row, { memberId, scopePath, listed: !PAYOUT_OVER.includes(status) });
}

/** Tells which member gives, or was given the money back; nothing of who gives without a name. */
export async function tellDonor(tx: Tx, row: Donation): Promise<void> {
  const { memberId, status } = row;
  if (memberId !== null)
    await tx.publish(donorListed, row, { memberId, scopePath: CITY_PATH, listed: !DONATION_OVER.includes(status) });
}
