import { civilDay, columns, insertRow, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { applicantsOf, remaining } from '../case/applicants.ts';
import { changeCase, moveCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { mediationDueOn } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { PerformanceItem } from '../performance/PerformanceItem.ts';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';
import { NOTHING_AGREED } from './endUnagreed.ts';
import { itemOf } from './recordAgreement.ts';
import { Signature } from './Signature.ts';
import { standingAgreement } from './standingAgreement.ts';
import { voidAgreement } from './voidAgreement.ts';

/** A term, and the applicants for whom it was agreed; null for all together. */
interface OwnedTerm extends AgreementTerm {
  readonly partyIds: readonly string[] | null;
}

/**
 * Keeps an agreement for those who stay when somebody leaves before it takes effect: one of several does not take from the others what they
 * agreed on (P11 art. 7). What was agreed for the leavers alone falls away; all that the others signed stays signed. A sum that was promised
 * to all together stays as it is, but the respondent, who promised it to more, and the mediator sign again. What was before is kept beside.
 * Where nothing is left for those who stay, they are in mediation again.
 */
export async function followLeaving(tx: Tx, row: MediationCase, leaverIds: readonly string[]): Promise<MediationCase> {
  const before = await standingAgreement(tx.db, row.id);
  const staying = new Set(remaining(await applicantsOf(tx.db, row.id)).map(({ id }) => id));
  const all = await termsOf(tx, before.id);
  const kept = all.filter(({ partyIds }) => partyIds === null || partyIds.some((id) => staying.has(id)));
  await voidAgreement(tx, row.id);
  if (kept.length === 0) return reopened(tx, row);
  const isJoint = kept.some(({ partyIds }) => partyIds === null || partyIds.some((id) => leaverIds.includes(id)));
  const totalFen = kept.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  const signatures = (await tx.db.findBy(Signature, { agreementId: before.id })).filter(({ signer, partyId }) =>
    signer === 'APPLICANT' ? partyId !== null && staying.has(partyId) : !isJoint,
  );
  const agreement = await insertRow(tx.db, Agreement, {
    id: newId(),
    caseId: row.id,
    totalFen,
    ...signedBy(before, signatures, staying.size, isJoint),
    sealedAt: null,
    effectiveAt: null,
    voidedAt: null,
    firstAgreedOn: before.firstAgreedOn ?? (row.agreedAt && civilDay(row.agreedAt)),
    version: 1,
  } as Agreement);
  await keepTerms(tx, row.id, agreement.id, kept);
  if (signatures.length > 0)
    await tx.db.insert(
      Signature,
      signatures.map((signature) => ({ ...signature, agreementId: agreement.id })),
    );
  const nextPaymentOn = kept.map(({ dueAt }) => dueAt).sort()[0] ?? null;
  // Who is asked to sign again has the whole time for it.
  const changed = await changeCase(tx, row, { totalFen, nextPaymentOn, ...(isJoint && { agreedAt: tx.now }) });
  await scheduleSettling(tx, row.id, changed.signByOn ?? mediationDueOn(changed));
  return changed;
}

async function reopened(tx: Tx, row: MediationCase): Promise<MediationCase> {
  await scheduleSettling(tx, row.id, mediationDueOn(row));
  return moveCase(tx, row, 'IN_MEDIATION', NOTHING_AGREED);
}

const termsOf = ({ db }: Tx, agreementId: string): Promise<OwnedTerm[]> =>
  rows<OwnedTerm>(
    db,
    sql`select ${columns(AgreementTerm, 't')}, c.party_ids as "partyIds" from agreement_term t join case_claim c on c.id = t.claim_id
    where t.agreement_id = ${agreementId}::uuid order by t.position`,
  );

/** Whose side has signed as a whole: the applicants once all who stay have, the others as before unless they are asked again. */
function signedBy(before: Agreement, signatures: readonly Signature[], applicants: number, isJoint: boolean) {
  const own = signatures.filter(({ signer }) => signer === 'APPLICANT').map(({ signedAt }) => signedAt);
  const latest = own.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
  return {
    signedByApplicantAt: own.length === applicants ? latest : null,
    signedByRespondentAt: isJoint ? null : before.signedByRespondentAt,
    signedByMediatorAt: isJoint ? null : before.signedByMediatorAt,
  };
}

/** Writes the terms that stay, each with its item to be paid. */
async function keepTerms({ db }: Tx, caseId: string, agreementId: string, kept: readonly OwnedTerm[]): Promise<void> {
  const terms = kept.map(
    ({ partyIds: _, ...term }, position): AgreementTerm => ({ ...term, id: newId(), agreementId, position }),
  );
  await db.insert(AgreementTerm, terms);
  await db.insert(
    PerformanceItem,
    terms.map((term) => itemOf(caseId, term)),
  );
}
