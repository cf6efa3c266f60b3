import type { Viewer } from '@union-graph/identity';
import { checkedText, civilDay, forbidden, insertRows, refuseIf, refuseUnused, type Tx, updateRow } from '@union-graph/subgraph';
import { lockDisputes } from '../application/disputes.ts';
import { changeCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { LONGEST_PAPER_REF } from '../case/rules.ts';
import type { SignAgreementInput } from '../schema.gen.ts';
import { Agreement } from './Agreement.ts';
import { namesApplicants, returnSigned } from './returnSigned.ts';
import { Signature } from './Signature.ts';
import { mergesOfParties } from './signedWhileMerged.ts';
import { signingOf } from './signers.ts';
import { standingAgreement } from './standingAgreement.ts';

const COLUMN = { APPLICANT: 'signedByApplicantAt', RESPONDENT: 'signedByRespondentAt', MEDIATOR: 'signedByMediatorAt' } as const;

/** A signature (P11 art. 14): of the mediator, or of a party. A party signs for itself, or on paper that the mediator records. */
export async function signAgreement(tx: Tx, input: SignAgreementInput): Promise<{ case: MediationCase }> {
  if (namesApplicants(input)) await lockDisputes(tx, input.caseId);
  const taken = await takeCase(tx, input, 'signAgreement');
  checkSigner(tx.viewer, taken, input);
  const row = await returnSigned(tx, taken, input);
  const agreement = await standingAgreement(tx.db, row.id);
  const column = COLUMN[input.as];
  refuseIf(agreement[column] !== null, 'VALIDATION_FAILED', `The agreement is signed by "${input.as}" already.`, { field: 'as' });
  const { partyIds, isComplete } = await signing(tx, row, agreement, input);
  const paperRef = input.paperRef?.trim() ? checkedText(input.paperRef, 'paperRef', LONGEST_PAPER_REF) : null;
  const merges = await mergesOfParties(tx, paperRef === null ? partyIds : []);
  await insertRows(
    tx.db,
    Signature,
    partyIds.map((partyId) => ({
      agreementId: agreement.id,
      signer: input.as,
      partyId,
      recordedBy: tx.viewer.subject,
      paperRef,
      signedOn: input.signedOn ?? null,
      mergeId: (partyId && merges.get(partyId)) ?? null,
      signedAt: tx.now,
    })),
  );
  await updateRow(tx.db, Agreement, agreement, isComplete ? { [column]: tx.now } : {});
  return { case: await changeCase(tx, row, {}) };
}

/** Whose signature it is: the mediator's own, or those of parties. */
async function signing(
  tx: Tx,
  row: MediationCase,
  agreement: Agreement,
  input: SignAgreementInput,
): Promise<{ readonly partyIds: readonly (string | null)[]; readonly isComplete: boolean }> {
  const isOfSide = signersOfSide(row, input.as).includes(tx.viewer.personId);
  if (input.as === 'MEDIATOR' || isOfSide)
    refuseUnused(input, ['partyIds', 'signedOn'], 'Everybody signs here for themself, today.');
  refuseOtherDay(tx, row, agreement, input);
  return input.as === 'MEDIATOR' ? { partyIds: [null], isComplete: true } : signingOf(tx, row, agreement.id, input);
}

/**
 * What was agreed is signed from the day on which it was, and not on a day to come. Of applicants beside whom another left it is the day of the first
 * agreement, which binds them as it did; the respondent is asked anew from the day on which they promised it to others than before.
 */
function refuseOtherDay(
  { now }: Tx,
  { agreedAt }: MediationCase,
  { firstAgreedOn, askedOn }: Agreement,
  { as, signedOn }: SignAgreementInput,
): void {
  if (signedOn == null || agreedAt === null) return;
  const [from, to] = [(as === 'APPLICANT' ? firstAgreedOn : askedOn) ?? civilDay(agreedAt), civilDay(now)];
  refuseIf(signedOn < from || signedOn > to, 'VALIDATION_FAILED', `The paper was signed from ${from} to ${to}.`, {
    field: 'signedOn',
  });
}

const signersOfSide = (row: MediationCase, as: SignAgreementInput['as']): readonly (string | null)[] =>
  ({ APPLICANT: row.applicantIds, RESPONDENT: row.respondentIds, MEDIATOR: [row.mediatorPersonId] })[as];

/** Nobody signs for another: a party for itself, the mediator for themself or, with the paper, for those who signed it. */
function checkSigner(viewer: Viewer, row: MediationCase, { as, paperRef }: SignAgreementInput): void {
  const { personId } = viewer;
  if (personId !== null && signersOfSide(row, as).includes(personId)) return;
  if (as === 'MEDIATOR' || personId !== row.mediatorPersonId)
    throw forbidden(viewer, `You cannot sign as "${as}".`, { kind: 'person', anyOf: [as.toLowerCase()] });
  refuseIf(
    !paperRef?.trim(),
    'VALIDATION_FAILED',
    `The mediator records the signature of "${as}" only with the paper it stands on.`,
    { field: 'paperRef' },
  );
}
