import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const degreeTermConstraints = {
  degree_application_graduation: () =>
    new Refusal('VALIDATION_FAILED', 'A term is not passed, or the certificate was declared void meanwhile.', {
      rule: 'SKL-INV-6',
      field: 'certificateId',
    }),
};
