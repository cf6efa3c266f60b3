import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may say what a fund may spend. `scopePath` is the city's: budgets are not divided by district. */
export const budgetPolicy = definePolicy<{ scopePath: string }>()({
  allocateBudget: (viewer, { scopePath }) => viewer.personId !== null && inScope(viewer, scopePath, 'FUND_ACCOUNTANT'),
});
