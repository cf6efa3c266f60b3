import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const certificateConstraints = {
  certificate_no: () =>
    new Refusal(
      'DUPLICATE',
      'A certificate with this number is recorded already. Compare the number with the one printed on yours.',
      { field: 'certNo' },
    ),
  certificate_occupation: () =>
    new Refusal('VALIDATION_FAILED', 'No occupation has this code. The query "occupations" lists them.', {
      field: 'occupationCode',
    }),
};
