import type { Agreement } from '../agreement/Agreement.ts';
import type { AgreementTerm } from '../agreement/AgreementTerm.ts';
import type { Claim } from '../application/Claim.ts';
import type { Party } from '../application/Party.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { Confirmation } from '../confirmation/Confirmation.ts';
import type { Context } from '../context.ts';
import type { PartySide } from '../schema.gen.ts';

/** All that the documents of a case say. */
export interface CaseFile {
  readonly row: MediationCase;
  readonly orgNameZh: string;
  readonly mediatorNameZh: string | null;
  readonly parties: readonly Party[];
  readonly claims: readonly Claim[];
  readonly agreement: Agreement | null;
  /** When each party signed the agreement, by the party's id; of an elected side only who signed for it. A day where it is known, else when it was recorded. */
  readonly signed: ReadonlyMap<string, Date | string>;
  /** When each side signed, likewise; null before. */
  readonly sideSigned: Readonly<Record<PartySide, Date | string | null>>;
  readonly terms: readonly AgreementTerm[];
  readonly confirmation: Confirmation | null;
}

/** Reads what the documents of a case say, by the loaders of its fields: who may read those may read the documents. */
export async function caseFileOf(ctx: Context, row: MediationCase): Promise<CaseFile> {
  const { loaders } = ctx;
  const [org, mediator, parties, claims, agreement, confirmation] = await Promise.all([
    loaders.mediationOrg.load(row.orgId),
    row.mediatorId ? loaders.mediator.load(row.mediatorId) : null,
    loaders.partiesOfCase.load(row.id),
    loaders.claimsOfCase.load(row.id),
    loaders.agreementOfCase.load(row.id),
    loaders.confirmationOfCase.load(row.id),
  ]);
  const signatures = await Promise.all(parties.map(({ id }) => loaders.signatureOfParty.load(id)));
  const days = agreement && (await loaders.signedDaysOfAgreement.load(agreement.id));
  const terms = agreement ? await loaders.termsOfAgreement.load(agreement.id) : [];
  return {
    row,
    orgNameZh: org?.nameZh ?? '',
    mediatorNameZh: mediator?.nameZh ?? null,
    parties,
    claims,
    agreement,
    signed: new Map(signatures.flatMap((one) => (one ? [[one.partyId, one.signedOn ?? one.signedAt]] : []))),
    sideSigned: {
      APPLICANT: days?.applicantOn ?? agreement?.signedByApplicantAt ?? null,
      RESPONDENT: days?.respondentOn ?? agreement?.signedByRespondentAt ?? null,
    },
    terms,
    confirmation,
  };
}
