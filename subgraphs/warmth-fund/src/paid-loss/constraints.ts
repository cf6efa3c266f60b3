import { Refusal } from '@union-graph/subgraph';

export const paidLossConstraints = {
  paid_loss_one_book: () =>
    new Refusal('DUPLICATE', 'The same loss is paid out of another book already. One loss is paid for once.', {
      rule: 'FND-INV-5',
      field: 'loss',
    }),
};
