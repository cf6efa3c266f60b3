import { type Batch, columns, grouped, inOrder, rows, type Sql, sql } from '@union-graph/subgraph';
import type { PartySide } from '../schema.gen.ts';
import { Agreement } from './Agreement.ts';
import { AgreementTerm } from './AgreementTerm.ts';
import { SIGNATURE_DAY } from './signatureDay.ts';

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

interface PartySignature {
  readonly partyId: string;
  readonly signedAt: Date;
  readonly signedOn: string | null;
}

/** When each party signed the agreement that stands. */
export const signatureOfParty: Batch<string, PartySignature | null> = async ({ db }, ids) => {
  const found = await rows<PartySignature>(
    db,
    sql`select s.party_id as "partyId", s.signed_at as "signedAt", (${SIGNATURE_DAY})::text as "signedOn"
    from agreement_signature s join agreement a on a.id = s.agreement_id
    where s.party_id = any(${ids}::uuid[]) and a.voided_at is null`,
  );
  return inOrder(ids, found, ({ partyId }) => partyId);
};

/** On which day a side has signed as a whole; null before, and where of a paper no day was said. */
export interface SignedDays {
  readonly applicantOn: string | null;
  readonly respondentOn: string | null;
}

/** The days on which the sides signed agreements, by the agreement's id. */
export const signedDaysOfAgreement: Batch<string, SignedDays> = async ({ db }, ids) => {
  const found = await rows<SignedDays & { agreementId: string }>(
    db,
    sql`select a.id as "agreementId",
      case when a.signed_by_applicant_at is not null then ${lastDayOf('APPLICANT')} end as "applicantOn",
      case when a.signed_by_respondent_at is not null then ${lastDayOf('RESPONDENT')} end as "respondentOn"
    from agreement a where a.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ agreementId }) => agreementId).map((row) => row ?? { applicantOn: null, respondentOn: null });
};

/** The last day of the signatures of a side to `agreement a`, where each has one. */
const lastDayOf = (side: PartySide): Sql =>
  sql`(select case when bool_and(${SIGNATURE_DAY} is not null) then max(${SIGNATURE_DAY})::text end
    from agreement_signature s where s.agreement_id = a.id and s.signer = ${side})`;
