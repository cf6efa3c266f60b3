import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const budgetConstraints = {
  budget_not_exceeded: () =>
    new Refusal(
      'BUDGET_EXCEEDED',
      'What is committed and spent would be more than the budget of the year has. Ask for less, or allocate more first.',
      { rule: 'FND-INV-8' },
    ),
  budget_once: () =>
    new Refusal('DUPLICATE', 'Somebody else allocated this budget at the same moment. Read it and repeat.', {
      field: 'category',
    }),
};
