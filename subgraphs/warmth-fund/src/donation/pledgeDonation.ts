import { checkedName, checkedText, checkMembers, insertRow, newId, Refusal, requireIds, type Tx } from '@union-graph/subgraph';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { PledgeDonationInput } from '../schema.gen.ts';
import { Donation } from './Donation.ts';
import { donationPolicy } from './policy.ts';

/** Notes that somebody will give money to the Warmth Foundation, bound to a scheme of aid or free. Nothing is posted before it comes. */
export async function pledgeDonation(tx: Tx, input: PledgeDonationInput): Promise<{ donation: Donation }> {
  const donor = donorOf(tx, input);
  // Who gives without a name is not written down: their own pledge is theirs to make all the same.
  const memberId = input.donorKind === 'ANONYMOUS' ? tx.viewer.personId : donor.memberId;
  donationPolicy.authorise(tx.viewer, 'pledgeDonation', { memberId });
  await checkMembers(tx, [donor.memberId], 'memberId');
  const fund = await tx.db.findOneByOrFail(Fund, { code: 'WARMTH' });
  const donation = await insertRow(tx.db, Donation, {
    id: newId(),
    fundId: fund.id,
    ...donor,
    amountFen: checkedAmount(input.amountFen),
    purpose: input.purpose == null ? null : checkedText(input.purpose, 'purpose', 500),
    schemeCode: input.restrictedTo ?? null,
    status: 'PLEDGED',
    pledgedBy: input.donorKind === 'ANONYMOUS' ? 'anonymous' : (tx.viewer.personId as string),
    pledgedAt: tx.now,
    receivedBy: null,
    receivedAt: null,
    entryId: null,
    receiptYear: null,
    receiptSeq: null,
    refundEntryId: null,
    refundReason: null,
    version: 1,
  });
  return { donation };
}

function donorOf(
  tx: Tx,
  { donorKind, memberId, organisationName }: PledgeDonationInput,
): Pick<Donation, 'donorKind' | 'memberId' | 'organisationName'> {
  requireIds({ memberId });
  const tooMuch = (donorKind !== 'MEMBER' && memberId != null) || (donorKind !== 'ORGANISATION' && organisationName != null);
  if (tooMuch)
    throw new Refusal('BAD_USER_INPUT', `A donor of the kind ${donorKind} is not named like that. Leave the other name out.`, {
      field: 'donorKind',
    });
  if (donorKind === 'ORGANISATION')
    return { donorKind, memberId: null, organisationName: checkedName(organisationName ?? '', 'organisationName', 100) };
  const own = memberId?.toLowerCase() ?? tx.viewer.personId;
  return { donorKind, memberId: donorKind === 'MEMBER' ? own : null, organisationName: null };
}
