import { hasRole } from '@union-graph/identity';
import {
  checkMembers,
  civilDay,
  insertRow,
  newId,
  Refusal,
  refuseDead,
  refuseErased,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { refuseAccountOfDead } from '../disbursement/refuseAccountOfDead.ts';
import { checkedAccount } from '../disbursement/rules.ts';
import { CITY_PATH } from '../fund/access.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { tellClaimant } from '../listed-person/tellListed.ts';
import type { BenefitRule } from '../mutual-aid/BenefitRule.ts';
import type { Coverage } from '../mutual-aid/Coverage.ts';
import { renewCoverageOfMember } from '../mutual-aid/renewCoverage.ts';
import { seesCoverage } from '../mutual-aid/scope.ts';
import type { SubmitClaimInput } from '../schema.gen.ts';
import { checkHealthConsent } from './consent.ts';
import { checkedDocuments, evidenceIn } from './documents.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { claimPolicy, ON_THE_SPOT } from './policy.ts';
import { checkEventDay, missingDocuments, payableFen } from './rules.ts';
import { refuseSameEvent } from './sameEvent.ts';
import { benefitFor, checkLife, coverOn, lastDayToClaim, writeDocuments } from './steps.ts';

/**
 * Claims what the mutual aid pays for an event, for oneself or for a member who came to the office. The event must lie inside a cover of
 * the member (FND-INV-9), whatever became of the card later; one event is claimed once (`sameEvent.ts`, and `mutual_aid_claim_once` for one day).
 */
export async function submitClaim(tx: Tx, input: SubmitClaimInput): Promise<{ claim: MutualAidClaim }> {
  const { event, eventAt } = input;
  const memberId = claimantOf(tx, input);
  await checkClaimant(tx, memberId);
  await refuseErased(tx, [memberId], 'memberId');
  checkEventDay(eventAt, civilDay(tx.now), await lastDayToClaim(tx, eventAt));
  if (memberId === tx.viewer.personId) await refuseDead(tx, [memberId], 'memberId');
  const cover = await coverForClaim(tx, memberId, eventAt);
  if (cover) await checkLife(tx, { memberId, event, eventAt });
  const benefit = cover && (await benefitFor(tx, cover, event));
  if (!cover || !benefit)
    throw new Refusal('NOT_ELIGIBLE', `The member had no cover on ${eventAt}, or its plan pays nothing for this event.`, {
      rule: 'FND-INV-9',
      field: 'eventAt',
    });
  await checkHealthConsent(tx, memberId, event);
  const happened = checkedLoss(input, benefit);
  const documents = checkedDocuments(input.documents);
  const evidence = evidenceIn(documents, benefit.documents);
  const isAnotherEvent = input.isAnotherEvent ?? false;
  await refuseSameEvent(tx, { memberId, event, eventAt, evidence }, isAnotherEvent);
  const [number] = await rows<{ no: string }>(tx.db, sql`select nextval('mutual_aid_claim_number')::text as no`);
  const claim = {
    id: newId(),
    claimNo: `HB${eventAt.slice(0, 4)}-${number?.no}`,
    coverageId: cover.id,
    memberId,
    event,
    eventAt,
    isAnotherEvent,
    ...happened,
    accountMasked: await accountFor(tx, memberId, input.accountMasked),
    submittedBy: tx.viewer.personId ?? tx.viewer.subject,
    submittedAt: tx.now,
    assessedBy: null,
    approvedBy: null,
    rejectedBy: null,
    reason: null,
    appeal: null,
    scopePath: cover.scopePath,
    version: 1,
  };
  const kinds = documents.map(({ kind }) => kind);
  const status = missingDocuments(benefit.documents, kinds).length > 0 ? 'SUBMITTED' : 'DOCUMENTS_COMPLETE';
  const written = await insertRow(tx.db, MutualAidClaim, { ...claim, deathTakenBack: false, status });
  await writeDocuments(tx, written, documents);
  await tellClaimant(tx, written);
  return { claim: written };
}

/** Where to pay: for who has died an account that the family names. */
async function accountFor(tx: Tx, memberId: string, account: string): Promise<string> {
  const accountMasked = checkedAccount(account);
  await refuseAccountOfDead(tx, memberId, accountMasked);
  return accountMasked;
}

/**
 * A worker whom the viewer may neither read nor has a cover that they see, of any day, is `NOT_FOUND` before anything else is said of the claim; whoever
 * sees them and writes nobody's claim down is `FORBIDDEN`.
 */
async function checkClaimant(tx: Tx, memberId: string): Promise<void> {
  const { viewer } = tx;
  const covers = await rows<Pick<Coverage, 'memberId' | 'scopePath'>>(
    tx.db,
    sql`select distinct c.member_id as "memberId", c.scope_path as "scopePath" from coverage c where c.member_id = ${memberId}`,
  );
  if (covers.some((cover) => claimPolicy.allows(viewer, 'submitClaim', cover))) return;
  const seen = covers.find((cover) => seesCoverage(viewer, cover));
  if (!seen) await checkMembers(tx, [memberId], 'memberId');
  if (memberId !== viewer.personId && !hasRole(viewer, ...ON_THE_SPOT))
    claimPolicy.authorise(viewer, 'submitClaim', seen ?? { memberId, scopePath: CITY_PATH });
}

/**
 * The cover of that day that the viewer may claim from; null without one. Where there is none to claim from, a worker whom the viewer may not read is
 * `NOT_FOUND`, whether there is such a worker or not.
 */
async function coverForClaim(tx: Tx, memberId: string, eventAt: string): Promise<Coverage | null> {
  const cover = (await coverOn(tx, memberId, eventAt)) ?? (await renewedCover(tx, memberId, eventAt));
  if (cover && claimPolicy.allows(tx.viewer, 'submitClaim', cover)) return cover;
  await checkMembers(tx, [memberId], 'memberId');
  return null;
}

/** The cover of a day that no task has written yet: the first day of a plan is covered from its first minute on. */
async function renewedCover(tx: Tx, memberId: string, eventAt: string): Promise<Coverage | null> {
  await renewCoverageOfMember(tx, memberId);
  return coverOn(tx, memberId, eventAt);
}

/** What happened, and what is paid for it. */
function checkedLoss({ lossFen, disabilityGrade }: SubmitClaimInput, benefit: BenefitRule) {
  const happened = {
    lossFen: lossFen == null ? null : checkedAmount(lossFen, 'lossFen'),
    disabilityGrade: disabilityGrade ?? null,
  };
  const payable = payableFen(benefit, happened);
  refuseIf(payable === 0n, 'NOT_ELIGIBLE', 'The loss is so small that nothing is paid for it.', {
    rule: 'S-35',
    field: 'lossFen',
  });
  return { ...happened, payableFen: payable };
}

/** The member for whom the claim is made. */
function claimantOf({ viewer }: Tx, { event, memberId: given }: SubmitClaimInput): string {
  requireIds({ memberId: given });
  const memberId = (given ?? viewer.personId ?? '').toLowerCase();
  refuseIf(
    event === 'DEATH' && memberId === viewer.personId,
    'VALIDATION_FAILED',
    'Nobody claims for their own death: staff write it down for the family.',
    { rule: 'S-35', field: 'event' },
  );
  return memberId;
}
