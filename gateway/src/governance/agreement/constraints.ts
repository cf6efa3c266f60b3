import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const agreementConstraints = {
  signature_pk: () => new Refusal('DUPLICATE', 'This side has signed already.', { field: 'side' }),
};
