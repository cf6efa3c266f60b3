import {
  checkedName,
  checkedText,
  checkMembers,
  civilDay,
  insertRow,
  newId,
  Refusal,
  refuseDead,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { lockScheme } from '../aid/lockScheme.ts';
import { Fund } from '../fund/Fund.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { tellDonor } from '../listed-person/tellListed.ts';
import type { PledgeDonationInput, SchemeCode } from '../schema.gen.ts';
import { Donation } from './Donation.ts';
import { donationPolicy } from './policy.ts';

/** Notes that somebody will give money to the Warmth Foundation, bound to a scheme of aid or free. Nothing is posted before it comes. */
export async function pledgeDonation(tx: Tx, input: PledgeDonationInput): Promise<{ donation: Donation }> {
  const donor = donorOf(tx, input);
  // Who gives without a name is not written down: their own pledge is theirs to make all the same.
  const memberId = input.donorKind === 'ANONYMOUS' ? tx.viewer.personId : donor.memberId;
  donationPolicy.authorise(tx.viewer, 'pledgeDonation', { memberId });
  // A pledge lets cashiers read the donor's name, so none is written for an id of which they do not read it.
  await checkMembers(tx, [donor.memberId], 'memberId');
  await refuseDead(tx, [donor.memberId], 'memberId');
  const fund = await tx.db.findOneByOrFail(Fund, { code: 'WARMTH' });
  if (input.restrictedTo) await checkScheme(tx, fund, input.restrictedTo);
  const donation = await insertRow(tx.db, Donation, {
    id: newId(),
    fundId: fund.id,
    ...donor,
    amountFen: checkedDonation(checkedAmount(input.amountFen)),
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
    receiptedBy: null,
    refundedBy: null,
    refundEntryId: null,
    refundReason: null,
    cancelledBy: null,
    cancelReason: null,
    version: 1,
  });
  await tellDonor(tx, donation);
  return { donation };
}

/** Ten billion yuan: a slip of the hand above that. */
const MOST_FEN = 1_000_000_000_000n;

function checkedDonation(amountFen: bigint): bigint {
  refuseIf(amountFen > MOST_FEN, 'BAD_USER_INPUT', `A donation is at most ${MOST_FEN} fen; got ${amountFen}.`, {
    field: 'amountFen',
  });
  return amountFen;
}

/** Money of the foundation cannot help a scheme that another fund pays, now or from a day to come: it would lie there for ever (FND-INV-7). */
async function checkScheme(tx: Tx, fund: Fund, code: SchemeCode): Promise<void> {
  await lockScheme(tx, code);
  const today = civilDay(tx.now);
  const [paying] = await rows<{ nameZh: string }>(
    tx.db,
    sql`select f.name_zh as "nameZh" from aid_scheme s join fund f on f.id = s.fund_id
      where s.code = ${code} and s.fund_id <> ${fund.id} and (s.valid_to is null or s.valid_to >= ${today}) limit 1`,
  );
  refuseIf(
    paying !== undefined,
    'VALIDATION_FAILED',
    `The scheme ${code} is paid out of "${paying?.nameZh}", which this money cannot reach. Give it free, or to a scheme of "${fund.nameZh}".`,
    { rule: 'FND-INV-7', field: 'restrictedTo' },
  );
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
