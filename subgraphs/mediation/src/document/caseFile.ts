import type { Agreement } from '../agreement/Agreement.ts';
import type { AgreementTerm } from '../agreement/AgreementTerm.ts';
import type { Claim } from '../application/Claim.ts';
import type { Party } from '../application/Party.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { Confirmation } from '../confirmation/Confirmation.ts';
import type { Context } from '../context.ts';

/** All that the documents of a case say. */
export interface CaseFile {
  readonly row: MediationCase;
  readonly orgNameZh: string;
  readonly mediatorNameZh: string | null;
  readonly parties: readonly Party[];
  readonly claims: readonly Claim[];
  readonly agreement: Agreement | null;
  /** When each party signed the agreement, by the party's id; of an elected side only who signed for it. */
  readonly signedAt: ReadonlyMap<string, Date>;
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
  const terms = agreement ? await loaders.termsOfAgreement.load(agreement.id) : [];
  return {
    row,
    orgNameZh: org?.nameZh ?? '',
    mediatorNameZh: mediator?.nameZh ?? null,
    parties,
    claims,
    agreement,
    signedAt: new Map(signatures.flatMap((one) => (one ? [[one.partyId, one.signedAt]] : []))),
    terms,
    confirmation,
  };
}
