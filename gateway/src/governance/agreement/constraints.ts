import { Refusal } from '@union-graph/subgraph';

/** The refusals for violated constraints of this noun. */
export const agreementConstraints = {
  agreement_client_chosen: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'You registered this program yourself. A colleague drafts its agreements.', {
      rule: '2.7',
      field: 'clientId',
    }),
  signature_pk: () => new Refusal('DUPLICATE', 'This side has signed already.', { field: 'side' }),
};
