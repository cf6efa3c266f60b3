import { civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import { standingAgreement } from '../agreement/standingAgreement.ts';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { ApplyConfirmationInput } from '../schema.gen.ts';
import { Confirmation } from './Confirmation.ts';

/** Asks for confirmation, both sides jointly, within 15 days of effect for arbitration review (P12), 30 for a court (P13). */
export async function applyConfirmation(tx: Tx, input: ApplyConfirmationInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'applyConfirmation');
  const { route, applicantAgrees, respondentAgrees } = input;
  refuseIf(!applicantAgrees || !respondentAgrees, 'VALIDATION_FAILED', 'Both sides ask for confirmation jointly.', {
    rule: 'P12',
    field: applicantAgrees ? 'respondentAgrees' : 'applicantAgrees',
  });
  const agreement = await standingAgreement(tx.db, row.id);
  const dueBy = String(route === 'JUDICIAL' ? agreement.judicialBy : agreement.arbitrationReviewBy);
  const today = civilDay(tx.now);
  refuseIf(today > dueBy, 'DEADLINE_PASSED', `Confirmation by "${route}" could be asked for until ${dueBy}.`, {
    rule: route === 'JUDICIAL' ? 'P13' : 'P12',
    field: 'route',
  });
  await insertRow(tx.db, Confirmation, {
    id: newId(),
    caseId: row.id,
    route,
    appliedAt: today,
    dueBy,
    result: null,
    documentNo: null,
    version: 1,
  });
  return { case: await moveCase(tx, row, 'CONFIRMING') };
}
