import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const standardConstraints = {
  labour_standard_pk: () =>
    new Refusal('DUPLICATE', 'There is a standard of this kind and scope from that day on. Choose another day.', {
      field: 'effectiveFrom',
    }),
};
