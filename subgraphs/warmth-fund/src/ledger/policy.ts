import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may write entries by hand. `scopePath` is the city's: the books are not divided by district. */
export const ledgerPolicy = definePolicy<{ scopePath: string }>()({
  postEntry: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_ACCOUNTANT'),
  closePeriod: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_ACCOUNTANT'),
  reverseEntry: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_ACCOUNTANT'),
});
