import { refuseIf, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { DecideAcceptanceInput } from '../schema.gen.ts';

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
    return { case: await moveCase(tx, row, 'ACCEPTED', { acceptedAt: tx.now }) };
  }
  const { reason, noticeRef } = input;
  refuseIf(!reason?.trim(), 'VALIDATION_FAILED', 'A refusal has a reason.', { rule: 'P12', field: 'reason' });
  refuseIf(!noticeRef?.trim(), 'VALIDATION_FAILED', 'A refusal is told to the applicant in writing; name the notice.', {
    rule: 'P12',
    field: 'noticeRef',
  });
  return {
    case: await moveCase(tx, row, 'NOT_ACCEPTED', {
      refusedAt: tx.now,
      refusalReason: String(reason).trim(),
      refusalNoticeRef: String(noticeRef).trim(),
    }),
  };
}
