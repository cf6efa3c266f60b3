import { Refusal } from '@union-graph/subgraph';

/** The issuer knows one certificate of a number. */
export const numberTaken = (): Refusal =>
  new Refusal(
    'DUPLICATE',
    'The issuer has confirmed a certificate with this number for another record. Compare the number with the one printed on yours.',
    { field: 'certNo' },
  );

/** What a violated constraint of this noun means to a client. */
export const certificateConstraints = {
  certificate_no: numberTaken,
  certificate_no_of_member: () =>
    new Refusal('DUPLICATE', 'This certificate is recorded for the member already.', { field: 'certNo' }),
  certificate_verified_by_another: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'You recorded or hold this certificate. Ask a colleague to verify it.', {
      field: 'certificateId',
    }),
  certificate_occupation: () =>
    new Refusal('VALIDATION_FAILED', 'No occupation has this code. The query "occupations" lists them.', {
      field: 'occupationCode',
    }),
};
