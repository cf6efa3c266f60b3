import { civilDay, columns, insertRow, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { Claim } from '../application/Claim.ts';
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
import { checkMinimums, checkTerms } from './rules.ts';

/** Writes down what was agreed: the terms, and an item to be paid for each. */
export async function recordAgreement(tx: Tx, input: RecordAgreementInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordAgreement');
  // What is claimed by nobody who still takes part is not agreed on.
  const claims = await rows<Claim>(
    tx.db,
    sql`select ${columns(Claim, 'c')} from case_claim c where c.case_id = ${row.id} and (c.party_ids is null or exists (
      select from case_party p where p.id = any(c.party_ids) and p.left_at is null)) order by c.position`,
  );
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
