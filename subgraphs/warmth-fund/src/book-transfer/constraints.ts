import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const bookTransferConstraints = {
  book_transfer_duties_apart: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'Another person must approve the transfer for this side.', { rule: 'FND-INV-6' }),
};
