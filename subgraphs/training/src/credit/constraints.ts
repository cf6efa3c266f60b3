import { Refusal } from '@union-graph/subgraph';

const broughtBefore = (what: string, field: string) => () =>
  new Refusal('DUPLICATE', `This ${what} brought credits before. They are in the member's account.`, {
    rule: 'SKL-INV-2',
    field,
  });

/** What a violated constraint of this noun means to a client. */
export const creditConstraints = {
  credit_entry_enrolment_once: broughtBefore('enrolment', 'enrolmentId'),
  credit_entry_certificate_once: broughtBefore('certificate', 'certificateId'),
};
