import { Refusal } from '@union-graph/subgraph';

const apart = () => new Refusal('SEPARATION_OF_DUTIES', 'Another person must take this step.', { rule: 'FND-INV-6' });

/** What a violated constraint of this noun means to a client. */
export const serviceCostConstraints = {
  service_cost_once: () =>
    new Refusal(
      'DUPLICATE',
      'The union has asked for this amount for this purpose already, and that application is open or its grant is not settled. Say in "purpose" what is different about this cost.',
      { rule: 'S-33', field: 'purpose' },
    ),
  service_cost_receipt_once: () =>
    new Refusal('DUPLICATE', 'One of these receipts was handed in before. A receipt proves one cost only.', {
      rule: 'S-33',
      field: 'receipts',
    }),
  service_cost_duties_apart: apart,
  service_cost_accounted_apart: apart,
};
