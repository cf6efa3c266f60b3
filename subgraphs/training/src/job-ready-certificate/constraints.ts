import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const jobReadyConstraints = {
  job_ready_certificate_one: () =>
    new Refusal('DUPLICATE', 'This worker has a job-ready certificate, or one that waits for signatures.', {
      field: 'enrolmentId',
    }),
  job_ready_signature_pk: () => new Refusal('DUPLICATE', 'This body has signed already.', { rule: 'S-59', field: 'body' }),
  job_ready_signature_person: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'You have signed this certificate for another body.', { rule: 'S-59', field: 'body' }),
};
