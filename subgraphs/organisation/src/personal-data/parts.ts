import { dataRequestAnswered as answeredEvent, consentWithdrawn, memberErased } from '@union-graph/events';
import { civilDay, type DataAnswer, eraseForGood, handle, Refusal, type Tx, tellConsent, updateRow } from '@union-graph/subgraph';
import { Consent } from '../consent/Consent.ts';
import { Member } from '../member/Member.ts';
import { isMember } from '../member/rules.ts';
import { PersonalDataRequest } from './PersonalDataRequest.ts';
import { HOLDERS, type Holder } from './rules.ts';
import { personalData } from './tables.ts';

const STILL_A_MEMBER =
  '在籍会员，会籍存续期间保留档案（工会法，个人信息保护法第13条） the record of a member is kept while the membership lasts';

/** Notes what a service did about a request; the last answer ends the request. */
export const dataRequestAnswered = handle(answeredEvent, async (tx, { type, subject, data }) => {
  const holder = HOLDERS.find((name) => name === type.split('.')[0]);
  if (!holder) throw new Refusal('BAD_USER_INPUT', `"${type}" comes from a service that is not asked about personal data.`);
  await noteAnswer(tx, subject, holder, data);
});

/** Writes one answer down, the first time; when only organisation's is missing it gives that too, and ends the request. */
export async function noteAnswer(tx: Tx, requestId: string, holder: Holder, answer: DataAnswer): Promise<void> {
  const request = await tx.db.findOne(PersonalDataRequest, { where: { id: requestId }, lock: { mode: 'pessimistic_write' } });
  if (!request || request.endedAt !== null) return;
  await writePart(tx, requestId, holder, answer);
  if (request.kind === 'ERASURE' && (await pending(tx, requestId)).join() === 'organisation')
    await writePart(tx, requestId, 'organisation', await eraseRecord(tx, request.memberId));
  if ((await pending(tx, requestId)).length === 0)
    await updateRow(tx.db, PersonalDataRequest, request, { status: 'FULFILLED', endedAt: tx.now });
}

const writePart = (tx: Tx, requestId: string, holder: Holder, { outcome, legalBasis }: DataAnswer): Promise<unknown> =>
  tx.db.query(
    `update personal_data_part set outcome = $3, legal_basis = $4, answered_at = $5
     where request_id = $1 and subgraph = $2 and outcome = 'PENDING'`,
    [requestId, holder, outcome, legalBasis, tx.now],
  );

async function pending(tx: Tx, requestId: string): Promise<string[]> {
  const parts: { subgraph: string }[] = await tx.db.query(
    `select subgraph from personal_data_part where request_id = $1 and outcome = 'PENDING'`,
    [requestId],
  );
  return parts.map(({ subgraph }) => subgraph);
}

/**
 * Erases organisation's own part: the record of a person who is in no union says nothing any more, their consents end, and
 * everybody is told. The record of a member stays.
 */
async function eraseRecord(tx: Tx, memberId: string): Promise<DataAnswer> {
  const member = await tx.db.findOneOrFail(Member, { where: { id: memberId }, lock: { mode: 'pessimistic_write' } });
  if (isMember(member.membershipStatus)) return { outcome: 'KEPT_BY_LAW', legalBasis: STILL_A_MEMBER };
  for (const consent of await tx.db.findBy(Consent, { memberId })) {
    if (consent.withdrawnAt === null)
      await tellConsent(tx, consentWithdrawn, await updateRow(tx.db, Consent, consent, { withdrawnAt: tx.now }));
  }
  await endOpenMatters(tx, memberId);
  const answer = await eraseForGood(tx, personalData, memberId);
  await tx.publish(memberErased, { id: memberId, version: member.version + 1 }, { memberId });
  return answer;
}

/** What was open about the person would be decided about a record that says nothing: applications are withdrawn, contact points end. */
async function endOpenMatters({ db, now }: Tx, memberId: string): Promise<void> {
  await db.query(
    `update membership_application set status = 'WITHDRAWN', version = version + 1 where member_id = $1 and status in ('SUBMITTED', 'UNDER_REVIEW')`,
    [memberId],
  );
  await db.query('update cadre_link set ended_on = $2, version = version + 1 where member_id = $1 and ended_on is null', [
    memberId,
    civilDay(now),
  ]);
}
