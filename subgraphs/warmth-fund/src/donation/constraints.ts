import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const donationConstraints = {
  donation_receipt_stays: () =>
    new Refusal('DUPLICATE', 'This donation has a receipt. A donation has one receipt.', { rule: 'S-17', field: 'donationId' }),
  donation_duties_apart: () => new Refusal('SEPARATION_OF_DUTIES', 'Another person must take this step.', { rule: 'FND-INV-6' }),
};
