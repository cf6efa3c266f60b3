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
export async function mergesOfParties({ db }: Tx, partyIds: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const ids = partyIds.filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const found = await rows<{ partyId: string; mergeId: string }>(
    db,
    sql`select r.row_key as "partyId", r.merge_id as "mergeId" from member_merge_row r
      join member_merge m on m.id = r.merge_id and m.state = 'MERGED'
      where r.table_name = 'case_party' and r.row_key = any(${ids}::uuid[])`,
  );
  return new Map(found.map(({ partyId, mergeId }) => [partyId, mergeId]));
}

/**
 * When a merge is taken back, what one of the two signed in person for a party that is the other's again counts for nobody: nobody signs for another (P11
 * art. 14). An agreement that has not taken effect is set aside with that signature and goes on without it, for as long as a new one may be signed. It
 * stands behind the handler that gives the parties back, and before those that let an agreement go on for those who still take part.
 */
export const endSignedWhileMerged = handle(membersUnmerged, async (tx, { data: { mergeId } }) => {
  const cases = await rows<MediationCase>(
    tx.db,
    sql`select ${columns(MediationCase, 'c')} from mediation_case c where c.status = 'AGREED' and c.id in (
      select a.case_id from agreement_signature s join agreement a on a.id = s.agreement_id
      where s.merge_id = ${mergeId}::uuid) order by c.id for update`,
  );
  for (const row of cases) {
    if (currentCaseStatus(row, civilDay(tx.now)) !== 'AGREED') continue;
    await unsign(tx, row.id, mergeId);
    const standing = await standingAgreement(tx.db, row.id);
    if (await tx.db.existsBy(Signature, { agreementId: standing.id, mergeId })) await goOnWithout(tx, row, standing, mergeId);
  }
});

/** A side that has signed by such a signature has not, in what stands and in what was set aside before: an agreement may go on from that again. */
const unsign = ({ db }: Tx, caseId: string, mergeId: string): Promise<unknown> =>
  db.query(
    `update agreement a set version = a.version + 1,
       signed_by_applicant_at = case when not 'APPLICANT' = any(fallen.signers) then a.signed_by_applicant_at end,
       signed_by_respondent_at = case when not 'RESPONDENT' = any(fallen.signers) then a.signed_by_respondent_at end
     from (select s.agreement_id, array_agg(s.signer) as signers from agreement_signature s where s.merge_id = $2 group by 1) fallen
     where a.id = fallen.agreement_id and a.case_id = $1`,
    [caseId, mergeId],
  );

async function goOnWithout(tx: Tx, row: MediationCase, before: Agreement, mergeId: string): Promise<void> {
  const agreedOn = civilDay(row.agreedAt ?? tx.now);
  const signatures = await tx.db.findBy(Signature, { agreementId: before.id });
  const terms = await tx.db.find(AgreementTerm, { where: { agreementId: before.id }, order: { position: 'asc' } });
  await voidAgreement(tx, row.id);
  const agreement = await insertRow(tx.db, Agreement, {
    ...before,
    id: newId(),
    firstId: before.firstId ?? before.id,
    firstAgreedOn: before.firstAgreedOn ?? agreedOn,
    askedOn: before.askedOn ?? agreedOn,
    version: 1,
  });
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
