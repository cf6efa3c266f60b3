import { Refusal } from '@union-graph/subgraph';

const broughtBefore = (what: string, field: string) => () =>
  new Refusal('DUPLICATE', `This ${what} brought credits before. They are in the member's account.`, {
    rule: 'SKL-INV-2',
    field,
  });

/** A course or a proof that the member was given credits for (`credit_proof_key` in the migrations). */
export const proofStored = (): Refusal =>
  new Refusal(
    'DUPLICATE',
    'This course or proof brought the member credits before. Another proof of the same words is told apart by its number, "evidenceNo".',
    { rule: 'SKL-INV-2', field: 'evidence' },
  );

/** What a violated constraint of this noun means to a client. */
export const creditConstraints = {
  credit_entry_enrolment_once: broughtBefore('enrolment', 'enrolmentId'),
  credit_entry_proof_once: proofStored,
  credit_entry_certificate_once: broughtBefore('certificate', 'certificateId'),
};
