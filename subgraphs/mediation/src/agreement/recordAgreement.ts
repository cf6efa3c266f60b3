import { civilDay, columns, insertRow, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { Claim } from '../application/Claim.ts';
import { applicantsOf } from '../case/applicants.ts';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { mediationDueOn } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { allLabourStandards } from '../labour-standard/queries.ts';
import { PerformanceItem } from '../performance/PerformanceItem.ts';
import { numbers } from '../rule/numbers.ts';
import type { RecordAgreementInput } from '../schema.gen.ts';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';
import { checkMinimums, checkTerms, type SharedClaim } from './rules.ts';

/** Writes down what was agreed: the terms, and an item to be paid for each. */
export async function recordAgreement(tx: Tx, input: RecordAgreementInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordAgreement');
  const claims = await claimsToSettle(tx, row.id);
  checkTerms(input.terms, input.totalFen, claims, {
    today: civilDay(tx.now),
    longestMonths: tx.number(numbers.LONGEST_PAYMENT_MONTHS),
  });
  checkMinimums(input.terms, claims, await allLabourStandards(tx.db));
  const agreement = await insertRow(tx.db, Agreement, {
    id: newId(),
    caseId: row.id,
    totalFen: input.totalFen,
    signedByApplicantAt: null,
    signedByRespondentAt: null,
    signedByMediatorAt: null,
    sealedAt: null,
    effectiveAt: null,
    voidedAt: null,
    firstAgreedOn: null,
    firstId: null,
    absentIds: (await applicantsOf(tx.db, row.id)).filter(({ leftAs }) => leftAs !== null).map(({ id }) => id),
    askedOn: null,
    version: 1,
  } as Agreement);
  const terms = input.terms.map(
    ({ claimId, amountFen, dueAt, text }, position): AgreementTerm => ({
      id: newId(),
      agreementId: agreement.id,
      claimId,
      position,
      amountFen,
      dueAt,
      text: text.trim(),
    }),
  );
  await tx.db.insert(AgreementTerm, terms);
  await tx.db.insert(
    PerformanceItem,
    terms.map((term) => itemOf(row.id, term)),
  );
  const nextPaymentOn = terms.map(({ dueAt }) => dueAt).sort()[0] ?? null;
  const signingDays = tx.number(numbers.SIGNING_DAYS);
  const agreed = { agreedAt: tx.now, signingDays, totalFen: input.totalFen, nextPaymentOn };
  const moved = await moveCase(tx, row, 'AGREED', agreed);
  await scheduleSettling(tx, row.id, moved.signByOn ?? mediationDueOn(moved));
  return { case: moved };
}

/** The claims, each with how many workers who still take part make it. What none of these claims is not agreed on. */
const claimsToSettle = ({ db }: Tx, caseId: string): Promise<SharedClaim[]> =>
  rows<SharedClaim>(
    db,
    sql`select ${columns(Claim, 'c')}, count(p.id)::int as workers from case_claim c
    join case_party p on p.case_id = c.case_id and p.side = 'APPLICANT' and p.left_at is null
      and (c.party_ids is null or p.id = any(c.party_ids))
    where c.case_id = ${caseId}::uuid group by c.id order by c.position`,
  );

/** The item to be paid for a term. */
export const itemOf = (caseId: string, { id: termId, position, dueAt, amountFen }: AgreementTerm): PerformanceItem => ({
  id: newId(),
  caseId,
  termId,
  position,
  dueAt,
  amountFen,
  paidFen: 0n,
  paidAt: null,
  proofRef: null,
  isVoid: false,
  version: 1,
});
