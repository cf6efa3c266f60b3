import { membersUnmerged } from '@union-graph/events';
import { civilDay, columns, handle, insertRow, insertRows, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import { changeCase } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { currentCaseStatus, mediationDueOn } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';
import { keepTerms } from './followApplicants.ts';
import { Signature } from './Signature.ts';
import { standingAgreement } from './standingAgreement.ts';
import { voidAgreement } from './voidAgreement.ts';

/** The merges, one at most for each party, by which these parties are the person whom their rows name now. */
export async function mergesOfParties({ db }: Tx, partyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ partyId: string; mergeId: string }>(
    db,
    sql`select r.row_key as "partyId", r.merge_id as "mergeId" from member_merge_row r
      join member_merge m on m.id = r.merge_id and m.state = 'MERGED'
      where r.table_name = 'case_party' and r.row_key = any(${partyIds}::uuid[])`,
  );
  return new Map(found.map(({ partyId, mergeId }) => [partyId, mergeId]));
}

/**
 * When a merge is taken back, what one of the two signed in person for a party that is the other's again counts for nobody: nobody signs for another (P11
 * art. 14). An agreement that has not taken effect is set aside with that signature and goes on without it, for as long as a new one may be signed. It
 * stands behind the handler that gives the parties back.
 */
export const endSignedWhileMerged = handle(membersUnmerged, async (tx, { data }) => {
  const cases = await rows<MediationCase>(
    tx.db,
    sql`select ${columns(MediationCase, 'c')} from mediation_case c where c.status = 'AGREED' and c.id in (
      select a.case_id from agreement_signature s join agreement a on a.id = s.agreement_id and a.voided_at is null
      where s.merge_id = ${data.mergeId}::uuid) order by c.id for update`,
  );
  for (const row of cases) if (currentCaseStatus(row, civilDay(tx.now)) === 'AGREED') await signAnew(tx, row, data.mergeId);
});

async function signAnew(tx: Tx, row: MediationCase, mergeId: string): Promise<void> {
  const before = await standingAgreement(tx.db, row.id);
  const signatures = await tx.db.findBy(Signature, { agreementId: before.id });
  const fallen = new Set(signatures.filter((one) => one.mergeId === mergeId).map(({ signer }) => signer));
  const agreedOn = civilDay(row.agreedAt ?? tx.now);
  await voidAgreement(tx, row.id);
  const agreement = await insertRow(tx.db, Agreement, {
    ...{
      id: newId(),
      caseId: row.id,
      totalFen: before.totalFen,
      firstId: before.firstId ?? before.id,
      absentIds: before.absentIds,
    },
    ...{ firstAgreedOn: before.firstAgreedOn ?? agreedOn, askedOn: before.askedOn ?? agreedOn },
    signedByApplicantAt: fallen.has('APPLICANT') ? null : before.signedByApplicantAt,
    signedByRespondentAt: fallen.has('RESPONDENT') ? null : before.signedByRespondentAt,
    ...{ signedByMediatorAt: before.signedByMediatorAt, sealedAt: null, effectiveAt: null, voidedAt: null, version: 1 },
  } as Agreement);
  const terms = await tx.db.find(AgreementTerm, { where: { agreementId: before.id }, order: { position: 'asc' } });
  await keepTerms(tx, row.id, agreement.id, terms);
  await insertRows(
    tx.db,
    Signature,
    signatures.filter((one) => one.mergeId !== mergeId).map((one) => ({ ...one, agreementId: agreement.id })),
  );
  // Who is asked to sign has the whole time for it.
  const changed = await changeCase(tx, row, { agreedAt: tx.now });
  await scheduleSettling(tx, row.id, changed.signByOn ?? mediationDueOn(changed));
}
