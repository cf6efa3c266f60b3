import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const runningFundConstraints = {
  budget_allocation_once: () =>
    new Refusal('DUPLICATE', 'Somebody else allocated this money at the same moment. Read it and repeat.', { field: 'unionId' }),
};
