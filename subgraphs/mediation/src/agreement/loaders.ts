import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';

/** The agreements of cases that the viewer has been given, by case id. */
export const agreementOfCase: Batch<string, Agreement | null> = async ({ db }, caseIds) => {
  const found = await rows<Agreement>(
    db,
    sql`select ${columns(Agreement, 'a')} from agreement a where a.case_id = any(${caseIds}::uuid[])`,
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
