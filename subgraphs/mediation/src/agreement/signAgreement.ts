import type { Viewer } from '@union-graph/identity';
import { forbidden, insertRow, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { changeCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { SignAgreementInput } from '../schema.gen.ts';
import { Agreement } from './Agreement.ts';
import { Signature } from './Signature.ts';

const COLUMN = { APPLICANT: 'signedByApplicantAt', RESPONDENT: 'signedByRespondentAt', MEDIATOR: 'signedByMediatorAt' } as const;

/** One of the three signatures (P11 art. 14). A side signs for itself, or on paper that the mediator records. */
export async function signAgreement(tx: Tx, input: SignAgreementInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'signAgreement');
  checkSigner(tx.viewer, row, input);
  const agreement = await tx.db.findOneByOrFail(Agreement, { caseId: row.id });
  const column = COLUMN[input.as];
  refuseIf(agreement[column] !== null, 'VALIDATION_FAILED', `The agreement is signed by "${input.as}" already.`, { field: 'as' });
  await insertRow(tx.db, Signature, {
    agreementId: agreement.id,
    signer: input.as,
    recordedBy: tx.viewer.subject,
    paperRef: input.paperRef?.trim() || null,
    signedAt: tx.now,
  });
  await updateRow(tx.db, Agreement, agreement, { [column]: tx.now });
  return { case: await changeCase(tx, row, {}) };
}

/** Nobody signs for another: a party for its own side, the mediator for themself or, with the paper, for a side. */
function checkSigner(viewer: Viewer, row: MediationCase, { as, paperRef }: SignAgreementInput): void {
  const own: readonly (string | null)[] = {
    APPLICANT: row.applicantIds,
    RESPONDENT: row.respondentIds,
    MEDIATOR: [row.mediatorPersonId],
  }[as];
  const { personId } = viewer;
  if (personId !== null && own.includes(personId)) return;
  if (as === 'MEDIATOR' || personId !== row.mediatorPersonId)
    throw forbidden(viewer, `You cannot sign as "${as}".`, { kind: 'person', anyOf: [as.toLowerCase()] });
  refuseIf(
    !paperRef?.trim(),
    'VALIDATION_FAILED',
    `The mediator records the signature of "${as}" only with the paper it stands on.`,
    { field: 'paperRef' },
  );
}
