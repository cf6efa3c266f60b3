import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const disbursementConstraints = {
  disbursement_duties_apart: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'Another person must take this step.', { rule: 'FND-INV-6' }),
  payout_kept_apart: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'You are close to who is paid here. Another person must take this step.', {
      rule: 'FND-INV-6',
    }),
  aid_paid_once: () =>
    new Refusal(
      'QUOTA_EXCEEDED',
      'Somebody of the household has as much aid of this scheme in this cycle as it gives by another application, as their record was corrected or merged meanwhile. Cancel one of the two ("cancelAid").',
      { rule: 'FND-INV-5', field: 'disbursementId' },
    ),
  payout_waits_for_heirs: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'Since this payout was asked for, the worker has died, or a death that was recorded by mistake was taken back. Void it ("voidDisbursement"), and ask for it again with the account of the heirs, or of the living worker ("requestDisbursement").',
      { field: 'disbursementId' },
    ),
  payout_agrees_with_record: () =>
    new Refusal(
      'NOT_ELIGIBLE',
      'Since this payout was asked for, the day of the death was corrected, and the claim that it pays does not agree with the record any more. Have the union see to the day ("recordDeath"), or void the payout ("voidDisbursement").',
      { rule: 'S-35', field: 'disbursementId' },
    ),
  pending_transfer_resolves_once: () =>
    new Refusal('INVALID_TRANSITION', 'The money set aside for this payout was paid out or freed before.', { rule: 'FND-INV-3' }),
};
