import { Refusal } from '@union-graph/subgraph';

export const paidLossConstraints = {
  paid_loss_one_claim: () =>
    new Refusal(
      'DUPLICATE',
      'This fire is paid for by the claim of another person of the household already. One loss is paid for once.',
      {
        rule: 'FND-INV-5',
        field: 'claimId',
      },
    ),
  paid_loss_one_book: () =>
    new Refusal('DUPLICATE', 'The same loss is paid out of another book already. One loss is paid for once.', {
      rule: 'FND-INV-5',
      field: 'loss',
    }),
};
