import { civilDay, columns, insertRow, insertRows, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { type Applicant, applicantsOf, remaining } from '../case/applicants.ts';
import { changeCase, moveCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { mediationDueOn } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { PerformanceItem } from '../performance/PerformanceItem.ts';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';
import { NOTHING_AGREED } from './endUnagreed.ts';
import { keptSignatures, type OwnedTerm, ownersIn, promisesAlike } from './keptSignatures.ts';
import { itemOf } from './recordAgreement.ts';
import { Signature } from './Signature.ts';
import { voidAgreement } from './voidAgreement.ts';

/**
 * Keeps an agreement for those who take part now: when somebody leaves before it takes effect, one of several does not take from the others what they
 * agreed on (P11 art. 7), and who had signed before their death comes back into it. What was agreed for the absent alone falls away; signatures stay that
 * were given to as much. A sum that is promised to others than before is signed again by the respondent and the mediator. What was before is kept beside.
 * Where nothing is left for those who stay, they are in mediation again.
 */
export async function followApplicants(tx: Tx, row: MediationCase): Promise<MediationCase> {
  const applicants = await applicantsOf(tx.db, row.id);
  const chain = await chainOf(tx, row.id);
  const [first, before] = [chain.find(({ firstId }) => firstId === null), chain.at(-1)] as [Agreement, Agreement];
  const absentIds = applicants.filter(({ leftAs }) => leftAs !== null).map(({ id }) => id);
  const terms = (await termsOf(tx, first.id, applicants)).filter((term) => ownersIn(term, absentIds).length > 0);
  await voidAgreement(tx, row.id);
  if (terms.length === 0) return reopened(tx, row);
  const totalFen = terms.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  const alike = chain.filter((one) => promisesAlike(terms, one.absentIds, absentIds));
  const firstAgreedOn = first.firstAgreedOn ?? before.firstAgreedOn ?? civilDay(row.agreedAt ?? tx.now);
  const askedOn = alike.map((one) => one.askedOn ?? firstAgreedOn).sort()[0] ?? civilDay(tx.now);
  const signatures = await keptSignatures(tx, { chain, terms, absentIds });
  const agreement = await insertRow(tx.db, Agreement, {
    ...{ id: newId(), caseId: row.id, totalFen, firstId: first.id, absentIds, firstAgreedOn, askedOn },
    ...signedBy(alike, signatures, remaining(applicants).length),
    ...{ sealedAt: null, effectiveAt: null, voidedAt: null, version: 1 },
  } as Agreement);
  await keepTerms(tx, row.id, agreement.id, terms);
  await insertRows(
    tx.db,
    Signature,
    signatures.map((signature) => ({ ...signature, agreementId: agreement.id })),
  );
  const nextPaymentOn = terms.map(({ dueAt }) => dueAt).sort()[0] ?? null;
  // Who is asked to sign again has the whole time for it.
  const changed = await changeCase(tx, row, { totalFen, nextPaymentOn, ...(!alike.includes(before) && { agreedAt: tx.now }) });
  await scheduleSettling(tx, row.id, changed.signByOn ?? mediationDueOn(changed));
  return changed;
}

async function reopened(tx: Tx, row: MediationCase): Promise<MediationCase> {
  await scheduleSettling(tx, row.id, mediationDueOn(row));
  return moveCase(tx, row, 'IN_MEDIATION', NOTHING_AGREED);
}

/** The agreement that stands, at the end, and those that it goes on from, in the order in which they were set aside. */
const chainOf = ({ db }: Tx, caseId: string): Promise<Agreement[]> =>
  rows<Agreement>(
    db,
    sql`select ${columns(Agreement, 'a')} from agreement a join agreement s on s.case_id = a.case_id and s.voided_at is null
      and coalesce(s.first_id, s.id) = coalesce(a.first_id, a.id)
    where a.case_id = ${caseId}::uuid order by a.voided_at nulls last, a.first_id nulls first, a.id`,
  );

/** The terms, each with the applicants for whom it was agreed. */
async function termsOf({ db }: Tx, agreementId: string, applicants: readonly Applicant[]): Promise<OwnedTerm[]> {
  const found = await rows<AgreementTerm & { readonly partyIds: readonly string[] | null }>(
    db,
    sql`select ${columns(AgreementTerm, 't')}, c.party_ids as "partyIds" from agreement_term t join case_claim c on c.id = t.claim_id
    where t.agreement_id = ${agreementId}::uuid order by t.position`,
  );
  return found.map(({ partyIds, ...term }) => ({ ...term, partyIds: partyIds ?? applicants.map(({ id }) => id) }));
}

/** Whose side has signed as a whole: the applicants once all who take part have, the others where they have promised the same before. */
function signedBy(alike: readonly Agreement[], signatures: readonly Signature[], applicants: number) {
  const own = signatures.filter(({ signer }) => signer === 'APPLICANT').map(({ signedAt }) => signedAt);
  const latest = own.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
  return {
    signedByApplicantAt: own.length === applicants ? latest : null,
    signedByRespondentAt: alike.find((one) => one.signedByRespondentAt !== null)?.signedByRespondentAt ?? null,
    signedByMediatorAt: alike.find((one) => one.signedByMediatorAt !== null)?.signedByMediatorAt ?? null,
  };
}

/** Writes the terms that stay, each with its item to be paid. */
export async function keepTerms({ db }: Tx, caseId: string, agreementId: string, kept: readonly AgreementTerm[]): Promise<void> {
  const terms = kept.map(
    ({ claimId, amountFen, dueAt, text }, position): AgreementTerm => ({
      id: newId(),
      agreementId,
      position,
      claimId,
      amountFen,
      dueAt,
      text,
    }),
  );
  await db.insert(AgreementTerm, terms);
  await db.insert(
    PerformanceItem,
    terms.map((term) => itemOf(caseId, term)),
  );
}
