import { checkedText, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { LegalAidGrant } from '../legal-aid/LegalAidGrant.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { checkedRef } from '../references.ts';
import type { DecideAcceptanceInput } from '../schema.gen.ts';
import { againstOf, refuseOtherIndustry } from './industries.ts';
import { Party } from './Party.ts';
import { checkRepresentative } from './rules.ts';

/** Accepts or refuses a case (P12). After three working days the decision still counts; the case is flagged `LATE`. */
export async function decideAcceptance(tx: Tx, input: DecideAcceptanceInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'decideAcceptance');
  if (input.accept) {
    refuseIf(
      input.respondentConsents !== true,
      'VALIDATION_FAILED',
      'A case is accepted when the respondent consents to mediation as well.',
      {
        rule: 'P12',
        field: 'respondentConsents',
      },
    );
    const leftOver = (['reason', 'noticeRef'] as const).find((field) => input[field] != null);
    refuseIf(leftOver !== undefined, 'VALIDATION_FAILED', `"${leftOver}" is for a refusal; a case that is accepted has none.`, {
      rule: 'P12',
      field: leftOver,
    });
    const org = await tx.db.findOneByOrFail(MediationOrg, { id: row.orgId });
    await refuseOtherIndustry(tx, org, await againstOf(tx, row), 'accept');
    const respondentIds = await nameRepresentative(tx, row, input.respondentRepresentativeId);
    return { case: await moveCase(tx, row, 'ACCEPTED', { acceptedAt: tx.now, respondentIds }) };
  }
  refuseIf(
    input.respondentRepresentativeId != null,
    'VALIDATION_FAILED',
    'A case that is refused has nobody who acts for the respondent in it.',
    { rule: 'P12', field: 'respondentRepresentativeId' },
  );
  const { reason, noticeRef } = input;
  refuseIf(!reason?.trim(), 'VALIDATION_FAILED', 'A refusal has a reason.', { rule: 'P12', field: 'reason' });
  refuseIf(!noticeRef?.trim(), 'VALIDATION_FAILED', 'A refusal is told to the applicant in writing; name the notice.', {
    rule: 'P12',
    field: 'noticeRef',
  });
  return {
    case: await moveCase(tx, row, 'NOT_ACCEPTED', {
      refusedAt: tx.now,
      refusalReason: checkedText(String(reason), 'reason', 1_000),
      refusalNoticeRef: checkedRef(String(noticeRef), 'noticeRef'),
    }),
  };
}

/** Writes down who acts for the first respondent; gives everyone who acts on that side. */
async function nameRepresentative(tx: Tx, row: MediationCase, representativeId: string | null | undefined): Promise<string[]> {
  if (representativeId == null) return row.respondentIds;
  requireIds({ respondentRepresentativeId: representativeId });
  checkRepresentative(representativeId, row.applicantIds);
  refuseIf(
    representativeId === tx.viewer.personId,
    'CONFLICT_OF_INTEREST',
    'You decide about this case for the organisation, and so cannot act for the respondent.',
    { rule: 'MED-INV-4', field: 'respondentRepresentativeId' },
  );
  await refuseForApplicants(tx, row, representativeId);
  const respondents = await tx.db.find(Party, { where: { caseId: row.id, side: 'RESPONDENT' }, order: { position: 'asc' } });
  await tx.db.update(Party, { id: respondents[0]?.id as string }, { representativeId });
  return [representativeId, ...respondents.slice(1).flatMap((other) => other.representativeId ?? [])];
}

/** Throws for somebody who filed for the applicants, or is a lawyer of one of them: nobody acts for both sides. */
async function refuseForApplicants({ db }: Tx, { id, filedBy }: MediationCase, personId: string): Promise<void> {
  const isLawyer = await db.existsBy(LegalAidGrant, { caseId: id, lawyerPersonId: personId, status: 'ACTIVE' });
  refuseIf(
    isLawyer || personId === filedBy,
    'CONFLICT_OF_INTEREST',
    'This person acts for the applicants in this case, and so cannot act for the respondent.',
    { rule: 'MED-INV-4', field: 'respondentRepresentativeId' },
  );
}
