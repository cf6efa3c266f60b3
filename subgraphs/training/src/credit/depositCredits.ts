import {
  addMonths,
  checkedNumber,
  checkedText,
  civilDay,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { Institution } from '../course/Institution.ts';
import { refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { DepositCreditsInput } from '../schema.gen.ts';
import { CreditEntry } from './CreditEntry.ts';
import { proofStored } from './constraints.ts';
import { findGround, type Ground } from './ground.ts';
import { lockAccount } from './lockAccount.ts';
import { depositPolicy } from './policy.ts';

/** Stores credits; each source is looked at, and brings credits once (SKL-INV-2). */
export async function depositCredits(tx: Tx, input: DepositCreditsInput): Promise<{ entry: CreditEntry }> {
  requireIds({ memberId: input.memberId, enrolmentId: input.enrolmentId, certificateId: input.certificateId });
  const memberId = input.memberId.toLowerCase();
  const institution = isId(input.institutionId) ? await tx.db.findOneBy(Institution, { id: input.institutionId }) : null;
  if (!institution) throw notFound('institution', input.institutionId);
  depositPolicy.authorise(tx.viewer, 'depositCredits', { institution, memberId });
  const ground = await findGround(tx, { ...input, memberId }, institution);
  // Of who is named with a proof alone the institution is not told that they died; nobody converts what they have.
  if (input.source !== 'NON_FORMAL') await refuseDead(tx, [memberId], 'memberId');
  const credits = checkedNumber(input.credits, 'credits', [1, ground.most]);
  const earnedAt = checkedDay(input.earnedAt, ground.from, civilDay(tx.now));
  const expiresAt = addMonths(earnedAt, 12 * tx.number(numbers.CREDIT_YEARS));
  refuseIf(
    expiresAt < civilDay(tx.now),
    'VALIDATION_FAILED',
    `Credits earned on ${earnedAt} could be converted until ${expiresAt}.`,
    {
      rule: 'S-58',
      field: 'earnedAt',
    },
  );
  const proof = checkedProof(input);
  await checkStoredOnce(tx, memberId, ground, proof);
  const entry = await insertRow(tx.db, CreditEntry, {
    id: newId(),
    ...proof,
    memberId,
    institutionId: institution.id,
    source: input.source,
    enrolmentId: ground.enrolmentId,
    certificateId: ground.certificateId,
    credits,
    earnedAt,
    expiresAt,
    status: 'AVAILABLE' as const,
    conversionId: null,
    voidedBy: null,
    voidedAt: null,
    voidedReason: null,
    depositedBy: actingPerson(tx.viewer),
    depositedAt: tx.now,
    scopePath: ground.scopePath,
    version: 1,
  });
  return { entry };
}

interface Proof {
  readonly evidence: string;
  readonly evidenceNo: string | null;
}

function checkedProof({ source, evidence, evidenceNo }: DepositCreditsInput): Proof {
  refuseIf(evidenceNo != null && source !== 'NON_FORMAL', 'BAD_USER_INPUT', 'Only a proof with "NON_FORMAL" has a number here.', {
    field: 'evidenceNo',
  });
  return {
    evidence: checkedText(evidence, 'evidence', 200),
    evidenceNo: evidenceNo == null ? null : checkedText(evidenceNo, 'evidenceNo', 60),
  };
}

/** Looked up among the entries of merged records, too, whose keys keep the id that they were stored for (C-16); else the index decides. */
async function checkStoredOnce(
  tx: Tx,
  memberId: string,
  { enrolmentId }: Ground,
  { evidence, evidenceNo }: Proof,
): Promise<void> {
  await lockAccount(tx, memberId);
  const same = enrolmentId
    ? sql`e.source = 'COURSE' and e.enrolment_id in (select o.id from enrolment o join course_session s on s.id = o.session_id
        where s.course_id = (select t.course_id from enrolment n join course_session t on t.id = n.session_id where n.id = ${enrolmentId}))`
    : sql`e.source = 'NON_FORMAL' and (e.evidence_no is null) = ${evidenceNo === null}
        and proof_fold(coalesce(e.evidence_no, e.evidence)) = proof_fold(${evidenceNo ?? evidence})`;
  const stored = await rows(
    tx.db,
    sql`select from credit_entry e where e.member_id = ${memberId} and e.status <> 'VOIDED' and ${same} limit 1`,
  );
  if (stored.length > 0) throw proofStored();
}

function checkedDay(day: string, from: string | null, today: string): string {
  refuseIf(day > today, 'VALIDATION_FAILED', `"${day}" is in the future. Store credits once they were earned.`, {
    field: 'earnedAt',
  });
  refuseIf(
    from !== null && day < from,
    'VALIDATION_FAILED',
    `What brings the credits began or was issued on ${from}; "${day}" is before.`,
    {
      field: 'earnedAt',
    },
  );
  return day;
}
