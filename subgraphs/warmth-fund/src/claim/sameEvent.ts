import { hasRole } from '@union-graph/identity';
import { forbidden, lockByName, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { MutualAidClaim } from './MutualAidClaim.ts';
import { refuseOthersPapers } from './othersPapers.ts';
import type { ClaimEvent } from './rules.ts';

interface ClaimedEvent {
  readonly memberId: string;
  readonly event: ClaimEvent;
  readonly eventAt: string;
  /** SHA-256 of the papers that the plan asks for: the fire report, the list of losses, the finding. */
  readonly evidence: readonly string[];
}

/**
 * Refuses a second claim for one event (FND-INV-5). The day is what the member says, so that a claim for a day close by, or with the same papers, is for the
 * same event until a caseworker has seen that it is not (`isAnotherEvent`); nobody dies twice, unless a death that was paid for was taken back. Rejected claims do not count. The lock serialises the claims of
 * one member. Papers of other households are refused likewise (`refuseOthersPapers`). Throws `DUPLICATE`, and what `checkSaysAnother` throws.
 */
export async function refuseSameEvent(tx: Tx, claimed: ClaimedEvent, isAnotherEvent: boolean): Promise<void> {
  if (isAnotherEvent) checkSaysAnother(tx, claimed.memberId);
  const other = await findClaimOfSameEvent(tx, claimed);
  refuseIf(
    other?.deathTakenBack === true && !isAnotherEvent,
    'DUPLICATE',
    `The claim ${other?.claimNo} was paid, or is being paid, for a death that was taken back. A caseworker of the fund who has seen that this is another one says so ("isAnotherEvent").`,
    { rule: 'FND-INV-5', field: 'eventAt' },
  );
  if (other && !(isAnotherEvent && (claimed.event !== 'DEATH' || other.deathTakenBack)))
    throw new Refusal(
      'DUPLICATE',
      `The claim ${other.claimNo} is for the same event on ${other.eventAt}, or has the same papers. Read that claim; if this was another event, a caseworker of the fund submits it.`,
      { rule: 'FND-INV-5', field: 'eventAt' },
    );
  if (!isAnotherEvent) await refuseOthersPapers(tx, claimed, claimed.evidence);
}

/** A caseworker says that an event is another one: `FORBIDDEN` for other roles, `SEPARATION_OF_DUTIES` of a caseworker's own claim. */
function checkSaysAnother({ viewer }: Tx, memberId: string): void {
  if (!hasRole(viewer, 'FUND_CASEWORKER'))
    throw forbidden(viewer, 'That this is another event is said by a caseworker of the fund, who has seen the papers of both.', {
      kind: 'role',
      anyOf: ['FUND_CASEWORKER'],
    });
  refuseIf(
    memberId === viewer.personId,
    'SEPARATION_OF_DUTIES',
    'This is your own claim. A colleague says whether it is another event.',
    { rule: 'FND-INV-6', field: 'isAnotherEvent' },
  );
}

const lockClaims = ({ db }: Tx, memberId: string): Promise<unknown> => lockByName(db, `claims:${memberId}`);

async function findClaimOfSameEvent(tx: Tx, { memberId, event, eventAt, evidence }: ClaimedEvent) {
  await lockClaims(tx, memberId);
  const [other] = await rows<{ claimNo: string; eventAt: string; deathTakenBack: boolean }>(
    tx.db,
    sql`select c.claim_no as "claimNo", c.event_on::text as "eventAt", c.death_taken_back as "deathTakenBack" from mutual_aid_claim c
      where c.member_id = ${memberId} and c.event = ${event} and c.status <> 'REJECTED'
        and (${event} = 'DEATH' or abs(c.event_on - ${eventAt}::date) < ${tx.number(numbers.SAME_EVENT_DAYS, eventAt)}::int
          or exists (select from mutual_aid_claim_document d where d.claim_id = c.id and d.sha256 = any(${evidence}::text[])))
      order by c.death_taken_back, c.event_on desc, c.claim_no limit 1`,
  );
  return other;
}

/**
 * Refuses papers by which another claim of the member, or of another household, is proved already, also when both claims get them at once (FND-INV-5),
 * until a caseworker says that they prove both. Throws like `refuseSameEvent`.
 */
export async function refuseUsedEvidence(
  tx: Tx,
  claim: MutualAidClaim,
  evidence: readonly string[],
  isAnotherEvent: boolean,
): Promise<void> {
  const { id, memberId } = claim;
  if (isAnotherEvent) return checkSaysAnother(tx, memberId);
  await lockClaims(tx, memberId);
  const [other] = await rows<{ claimNo: string }>(
    tx.db,
    sql`select c.claim_no as "claimNo" from mutual_aid_claim c join mutual_aid_claim_document d on d.claim_id = c.id
      where c.member_id = ${memberId} and c.id <> ${id} and c.status <> 'REJECTED' and d.sha256 = any(${evidence}::text[]) order by c.claim_no limit 1`,
  );
  if (other)
    throw new Refusal('DUPLICATE', `This paper proves the claim ${other.claimNo} already. One event is claimed once.`, {
      rule: 'FND-INV-5',
      field: 'documents',
    });
  await refuseOthersPapers(tx, claim, evidence);
}

/** Refuses to approve a claim for an event that is paid to somebody else who had the loss, such as the other spouse, for a day close by (FND-INV-5). */
export async function refusePaidEvent(
  tx: Tx,
  { id, event, eventAt, isAnotherEvent }: Pick<MutualAidClaim, 'id' | 'event' | 'eventAt' | 'isAnotherEvent'>,
  persons: readonly string[],
): Promise<void> {
  for (const person of [...new Set(persons)].toSorted()) await lockClaims(tx, person);
  if (isAnotherEvent) return;
  const [paid] = await rows<{ claimNo: string }>(
    tx.db,
    sql`select c.claim_no as "claimNo" from mutual_aid_claim c where c.member_id = any(${persons}::uuid[]) and c.id <> ${id}
      and c.event = ${event} and c.status in ('APPROVED', 'PAID')
      and abs(c.event_on - ${eventAt}::date) < ${tx.number(numbers.SAME_EVENT_DAYS, eventAt)}::int order by c.claim_no limit 1`,
  );
  if (paid)
    throw new Refusal('DUPLICATE', `The claim ${paid.claimNo} of the household is paid for this event. Reject this one.`, {
      rule: 'FND-INV-5',
      field: 'claimId',
    });
}
