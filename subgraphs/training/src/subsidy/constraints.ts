import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const subsidyConstraints = {
  subsidy_one_per_certificate: () =>
    new Refusal('DUPLICATE', 'There is an application for this certificate already. A certificate carries one subsidy.', {
      rule: 'SKL-INV-3',
      field: 'certNo',
    }),
  subsidy_one_per_number: () =>
    new Refusal('DUPLICATE', 'A subsidy was verified for a certificate of this number before. A number carries one subsidy.', {
      rule: 'SKL-INV-3',
      field: 'applicationId',
    }),
};
