import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may do what with a payout (domain rule 2.5.2). That the three are different persons is a rule of its own. */
export const disbursementPolicy = definePolicy<{ scopePath: string }>()({
  requestDisbursement: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_CASEWORKER'),
  approveDisbursement: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_APPROVER'),
  sendDisbursement: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_CASHIER'),
  settleDisbursement: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_CASHIER'),
  failDisbursement: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_CASHIER'),
  recordReturn: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_CASHIER'),
  voidDisbursement: (viewer, { scopePath }) => inScope(viewer, scopePath, 'FUND_CASEWORKER', 'FUND_APPROVER'),
});

export type DisbursementVerb = Parameters<typeof disbursementPolicy.allows>[1];
