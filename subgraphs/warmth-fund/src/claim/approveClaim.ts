import { assertTransition, checkedText, civilDay, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { payOutSource } from '../disbursement/create.ts';
import { Fund } from '../fund/Fund.ts';
import { refuseSameHousehold } from '../hardship/steps.ts';
import { tellClaimant } from '../listed-person/tellListed.ts';
import { diedBefore } from '../member/identities.ts';
import { holdLoss, personsWhoLost } from '../paid-loss/paidLoss.ts';
import { memberPayee } from '../payout-source/payee.ts';
import { approveSource, ownSource } from '../payout-source/sources.ts';
import { checkDecision } from '../rule/decision.ts';
import type { ApproveClaimInput } from '../schema.gen.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { CLAIM_TRANSITIONS, checkClaimDuties } from './rules.ts';
import { refusePaidEvent } from './sameEvent.ts';
import { checkLife, coverOn, getClaim, refuseClaimedByBoth } from './steps.ts';

/**
 * Approves an assessed claim, by a second person, or rejects it with a reason. What is approved is paid out of the mutual-aid fund: its
 * payout is asked for at once, in the name of who assessed it, and waits where the fund is short.
 */
export async function approveClaim(tx: Tx, input: ApproveClaimInput): Promise<{ claim: MutualAidClaim }> {
  const row = await getClaim(tx, 'approveClaim', input);
  const person = tx.viewer.personId as string;
  checkDecision(input);
  const isRejection = input.decision === 'REJECT';
  // A rejection at this step is one of an assessed claim, too; all others are the assessment's.
  assertTransition(CLAIM_TRANSITIONS, 'claim', row.status, 'APPROVED');
  refuseIf(row.status === 'PAID', 'INVALID_TRANSITION', 'The claim is paid.', { field: 'status' });
  checkClaimDuties(person, row.memberId, row.assessedBy);
  await refuseSameHousehold(tx, row.memberId, 'decide about a claim of their own household');
  if (isRejection) {
    const reason = checkedText(input.reason ?? '', 'reason', 1_000);
    const claim = await updateRow(tx.db, MutualAidClaim, row, { status: 'REJECTED', rejectedBy: person, reason });
    await tellClaimant(tx, claim);
    return { claim };
  }
  await refuseClaimedByBoth(tx, row);
  await checkLife(tx, row);
  if (!(await coverOn(tx, row.memberId, row.eventAt)))
    throw new Refusal('NOT_ELIGIBLE', `The member had no cover on ${row.eventAt} after all. Reject the claim.`, {
      rule: 'FND-INV-9',
    });
  const claim = await updateRow(tx.db, MutualAidClaim, row, { status: 'APPROVED', approvedBy: person });
  const fund = await tx.db.findOneByOrFail(Fund, { code: 'MUTUAL_AID' });
  // FND-INV-5: aid for the same loss out of another book is refused from here on, and this claim where such aid was approved.
  const loss = { kind: row.event, happenedOn: row.eventAt };
  const persons = await personsWhoLost(tx, row.memberId, loss);
  await refusePaidEvent(tx, row, persons);
  await holdLoss(tx, persons, loss, {
    book: fund.book,
    sourceType: 'MutualAidClaim',
    sourceId: row.id,
    isAnotherEvent: row.isAnotherEvent,
  });
  const source = ownSource('MutualAidClaim', row.id);
  const { memberId, payableFen: amountFen, scopePath } = row;
  await approveSource(tx, source, { ...memberPayee(memberId), fundId: fund.id, amountFen, scopePath });
  // The family names the account for a death, and for what is claimed after one.
  const namedSinceDeath = row.event === 'DEATH' || (await diedBefore(tx, memberId, civilDay(row.submittedAt)));
  await payOutSource(tx, source, { accountMasked: row.accountMasked, createdBy: row.assessedBy as string, namedSinceDeath });
  return { claim };
}
