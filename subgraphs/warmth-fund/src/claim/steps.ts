import { columns, getForUpdate, join, Refusal, rows, sql, survivorOf, type Tx } from '@union-graph/subgraph';
import { hasAnyDied } from '../member/hasAnyDied.ts';
import { diedBefore } from '../member/identities.ts';
import { BenefitRule } from '../mutual-aid/BenefitRule.ts';
import { Coverage } from '../mutual-aid/Coverage.ts';
import { lastDayOfMonths } from '../rule/lastDay.ts';
import { numbers } from '../rule/numbers.ts';
import type { ClaimDocumentInput } from '../schema.gen.ts';
import { checkedDocuments, checkPapers } from './documents.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { type ClaimVerb, claimPolicy } from './policy.ts';
import { type ClaimEvent, missingDocuments } from './rules.ts';
import { seesClaim } from './scope.ts';

/** Locks the claim of a step, for those who may take it. `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`. */
export async function getClaim(
  tx: Tx,
  verb: ClaimVerb,
  { claimId, expectedVersion }: { claimId: string; expectedVersion: number },
): Promise<MutualAidClaim> {
  const claim = await getForUpdate(tx, MutualAidClaim, claimId, { what: 'claim', visible: seesClaim, expectedVersion });
  claimPolicy.authorise(tx.viewer, verb, claim);
  return claim;
}

/**
 * The cover that a member had on a day; null where there was none (FND-INV-9). A freeze or loss later on changes nothing. The cover of a record that was merged is
 * with the survivor, also for a claim that stayed with the record.
 */
export async function coverOn(tx: Tx, memberId: string, day: string): Promise<Coverage | null> {
  const [cover] = await rows<Coverage>(
    tx.db,
    sql`select ${columns(Coverage, 'c')} from coverage c
      where c.member_id = ${await survivorOf(tx.db, memberId)} and c.status <> 'VOID' and ${day} between c.from_day and c.to_day
      order by c.from_day, c.opened_version, c.id limit 1`,
  );
  return cover ?? null;
}

/**
 * Two records of one person may each have claimed one event: `DUPLICATE` for the claim that stays with the record that was merged, as long as the merge holds.
 * It is rejected, where it is for the same loss.
 */
export async function refuseClaimedByBoth(tx: Tx, { memberId, event, eventAt }: MutualAidClaim): Promise<void> {
  const survivorId = await survivorOf(tx.db, memberId);
  if (survivorId === memberId) return;
  const other = await tx.db.findOneBy(MutualAidClaim, { memberId: survivorId, event, eventAt });
  if (!other || other.status === 'REJECTED') return;
  throw new Refusal(
    'DUPLICATE',
    `The member's record was merged into another one, which has claimed the same event by ${other.claimNo}. Decide on that claim, and reject this one if the records are of one person.`,
    { rule: 'FND-INV-5', field: 'claimId' },
  );
}

/** A cover ends with the life, whenever the death is recorded: refuses an event of a day after it (FND-INV-9). */
async function refuseAfterDeath(
  tx: Tx,
  { memberId, eventAt }: Pick<MutualAidClaim, 'memberId' | 'eventAt'>,
  field: string,
): Promise<void> {
  if (await diedBefore(tx, memberId, eventAt))
    throw new Refusal(
      'NOT_ELIGIBLE',
      `The record says that the member died before ${eventAt}: nothing of that day was covered.`,
      {
        rule: 'FND-INV-9',
        field,
      },
    );
}

/**
 * A certificate alone proves no death: refuses to take in, and to pay for, one that the member's record does not tell of, or tells of another day. A record that tells no day
 * agrees with any.
 */
async function refuseUnrecordedDeath(
  tx: Tx,
  { memberId, event, eventAt }: Pick<MutualAidClaim, 'memberId' | 'event' | 'eventAt'>,
  field: string,
): Promise<void> {
  if (event !== 'DEATH') return;
  const told = await rows(
    tx.db,
    sql`select from known_member k left join member_identity i on i.member_id = k.member_id
      where k.member_id = ${memberId} and k.has_died and coalesce(i.died_on, ${eventAt}::date) = ${eventAt}::date for share of k`,
  );
  if (told.length > 0) return;
  throw new Refusal(
    'NOT_ELIGIBLE',
    `The member's record does not tell of a death on ${eventAt}. Have the union record the death first ("recordDeath").`,
    { rule: 'S-35', field },
  );
}

/** Holds an event against what the member's record says of their life, when it is claimed, when it is approved, and when a payout is asked for: the day of a death may be corrected meanwhile. A payout that was asked for before waits (`claim_against_record`). */
export async function checkLife(
  tx: Tx,
  claimed: Pick<MutualAidClaim, 'memberId' | 'event' | 'eventAt'>,
  field = 'eventAt',
): Promise<void> {
  // Locks the record: a day that is corrected at the same moment was seen, or is told after what the act writes.
  await hasAnyDied(tx, [claimed.memberId]);
  await refuseAfterDeath(tx, claimed, field);
  await refuseUnrecordedDeath(tx, claimed, field);
}

/** What the plan of a cover pays for an event; null where it pays nothing for it. */
export async function benefitFor(tx: Tx, { planId }: Coverage, event: ClaimEvent): Promise<BenefitRule | null> {
  return tx.db.findOneBy(BenefitRule, { planId, code: event });
}

/** The last day to claim for an event (2.5.3 [D]). */
export const lastDayToClaim = (tx: Tx, eventAt: string): Promise<string> =>
  lastDayOfMonths(tx, eventAt, tx.number(numbers.CLAIM_LIMITATION_MONTHS, eventAt));

/** Writes papers that are not there yet, in one statement. One file may be papers of two kinds. */
export async function writeDocuments(tx: Tx, { id }: { id: string }, documents: readonly ClaimDocumentInput[]): Promise<void> {
  if (documents.length === 0) return;
  const by = tx.viewer.personId ?? tx.viewer.subject;
  const papers = documents.map(
    ({ sha256, kind, nameZh, fileRef }) => sql`(${id}, ${sha256}, ${kind}, ${nameZh}, ${fileRef}, ${by}, ${tx.now})`,
  );
  await rows(
    tx.db,
    sql`insert into mutual_aid_claim_document (claim_id, sha256, kind, name_zh, file_ref, added_by, added_at)
      values ${join(papers)} on conflict on constraint mutual_aid_claim_document_pk do nothing`,
  );
}

/** Writes papers to a claim that has some, and gives the kinds that the event still needs. */
export async function addDocuments(
  tx: Tx,
  claim: { id: string },
  documents: readonly ClaimDocumentInput[],
  wanted: readonly string[],
): Promise<string[]> {
  await writeDocuments(tx, claim, checkedDocuments(documents));
  const known = await rows<{ kind: string; count: number }>(
    tx.db,
    sql`select kind, count(*)::int as count from mutual_aid_claim_document where claim_id = ${claim.id} group by kind`,
  );
  checkPapers(known.reduce((sum, { count }) => sum + count, 0));
  return missingDocuments(
    wanted,
    known.map(({ kind }) => kind),
  );
}
