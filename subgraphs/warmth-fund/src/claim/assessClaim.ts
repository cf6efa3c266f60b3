import { assertTransition, checkedText, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { refuseSameHousehold } from '../hardship/steps.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { tellClaimant } from '../listed-person/tellListed.ts';
import { checkDecision } from '../rule/decision.ts';
import type { AssessClaimInput } from '../schema.gen.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { CLAIM_TRANSITIONS, checkClaimDuties, checkLossFound, payableFen } from './rules.ts';
import { benefitFor, coverOn, getClaim, refuseClaimedByBoth } from './steps.ts';

/**
 * Assesses a claim whose papers are complete, or one that was appealed, by the plan in force on the day of the event: or rejects it with a
 * reason. An appeal is assessed by somebody else than who rejected the claim.
 */
export async function assessClaim(tx: Tx, input: AssessClaimInput): Promise<{ claim: MutualAidClaim }> {
  const row = await getClaim(tx, 'assessClaim', input);
  const person = tx.viewer.personId as string;
  checkDecision(input, ['lossFen', 'disabilityGrade']);
  const isRejection = input.decision === 'REJECT';
  assertTransition(CLAIM_TRANSITIONS, 'claim', row.status, isRejection ? 'REJECTED' : 'ASSESSED');
  refuseIf(row.status === 'ASSESSED', 'INVALID_TRANSITION', 'The claim is assessed; it is approved or rejected next.', {
    field: 'status',
  });
  checkClaimDuties(person, row.memberId, row.status === 'APPEALED' ? row.rejectedBy : null);
  await refuseSameHousehold(tx, row.memberId, 'decide about a claim of their own household');
  if (isRejection) {
    const reason = checkedText(input.reason ?? '', 'reason', 1_000);
    const claim = await updateRow(tx.db, MutualAidClaim, row, { status: 'REJECTED', rejectedBy: person, reason });
    await tellClaimant(tx, claim);
    return { claim };
  }
  await refuseClaimedByBoth(tx, row);
  checkLossFound(input.lossFen ?? null, row.lossFen);
  const lossFen = input.lossFen == null ? row.lossFen : checkedAmount(input.lossFen, 'lossFen');
  const disabilityGrade = input.disabilityGrade ?? row.disabilityGrade;
  const payable = await assess(tx, row, { lossFen, disabilityGrade });
  const change = { status: 'ASSESSED', lossFen, disabilityGrade, payableFen: payable, assessedBy: person } as const;
  return { claim: await updateRow(tx.db, MutualAidClaim, row, change) };
}

/** What is paid by the cover as it is known now: a late event about the card may have shown that there was none. */
async function assess(
  tx: Tx,
  { memberId, eventAt, event }: MutualAidClaim,
  happened: { lossFen: bigint | null; disabilityGrade: number | null },
): Promise<bigint> {
  const cover = await coverOn(tx, memberId, eventAt);
  const benefit = cover && (await benefitFor(tx, cover, event));
  if (!benefit)
    throw new Refusal('NOT_ELIGIBLE', `The member had no cover on ${eventAt} after all. Reject the claim.`, {
      rule: 'FND-INV-9',
    });
  const payable = payableFen(benefit, happened);
  refuseIf(payable === 0n, 'NOT_ELIGIBLE', 'The loss is so small that nothing is paid for it. Reject the claim.', {
    rule: 'S-35',
    field: 'lossFen',
  });
  return payable;
}
