import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';

/** The agreements of cases that the viewer has been given, by case id. */
export const agreementOfCase: Batch<string, Agreement | null> = async ({ db }, caseIds) => {
  const found = await rows<Agreement>(
    db,
    sql`select ${columns(Agreement, 'a')} from agreement a where a.case_id = any(${caseIds}::uuid[]) and a.voided_at is null`,
  );
  return inOrder(caseIds, found, ({ caseId }) => caseId);
};

/** The terms of agreements, by the agreement's id, in their order. */
export const termsOfAgreement: Batch<string, AgreementTerm[]> = async ({ db }, ids) => {
  const found = await rows<AgreementTerm>(
    db,
    sql`select ${columns(AgreementTerm, 't')} from agreement_term t
    where t.agreement_id = any(${ids}::uuid[]) order by t.agreement_id, t.position`,
  );
  return grouped(ids, found, ({ agreementId }) => agreementId);
};

/** When each party signed the agreement that stands. */
export const signatureOfParty: Batch<string, { partyId: string; signedAt: Date } | null> = async ({ db }, ids) => {
  const found = await rows<{ partyId: string; signedAt: Date }>(
    db,
    sql`select s.party_id as "partyId", s.signed_at as "signedAt" from agreement_signature s join agreement a on a.id = s.agreement_id
    where s.party_id = any(${ids}::uuid[]) and a.voided_at is null`,
  );
  return inOrder(ids, found, ({ partyId }) => partyId);
};
