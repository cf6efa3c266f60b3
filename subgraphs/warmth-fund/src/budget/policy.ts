import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const keepsBudgets = (viewer: Viewer, { scopePath }: { scopePath: string }): boolean =>
  viewer.personId !== null && inScope(viewer, scopePath, 'FUND_ACCOUNTANT');

/** Who may say what a fund may spend. `scopePath` is the city's: budgets are not divided by district. */
export const budgetPolicy = definePolicy<{ scopePath: string }>()({
  allocateBudget: keepsBudgets,
  allocateRunningFund: keepsBudgets,
});
