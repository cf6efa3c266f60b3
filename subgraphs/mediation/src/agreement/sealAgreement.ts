import { refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import type { SealAgreementInput } from '../schema.gen.ts';
import { Agreement } from './Agreement.ts';
import { standingAgreement } from './standingAgreement.ts';

/** Puts the seal, by which a signed agreement takes effect (P11 art. 14). */
export async function sealAgreement(tx: Tx, input: SealAgreementInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'sealAgreement');
  const agreement = await standingAgreement(tx.db, row.id);
  const { signedByApplicantAt, signedByRespondentAt, signedByMediatorAt } = agreement;
  const missing = Object.entries({
    applicant: signedByApplicantAt,
    respondent: signedByRespondentAt,
    mediator: signedByMediatorAt,
  }).flatMap(([who, at]) => (at === null ? [`the ${who}`] : []));
  refuseIf(
    missing.length > 0,
    'VALIDATION_FAILED',
    `An agreement is sealed when all have signed; ${missing.join(' and ')} has not.`,
    { rule: 'P11 art. 14' },
  );
  await updateRow(tx.db, Agreement, agreement, { sealedAt: tx.now, effectiveAt: tx.now });
  if (row.nextPaymentOn) await scheduleSettling(tx, row.id, row.nextPaymentOn);
  return { case: await moveCase(tx, row, 'EFFECTIVE') };
}
