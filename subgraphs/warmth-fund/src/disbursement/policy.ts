import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Place {
  readonly scopePath: string;
}

/** Duties are kept apart by person, so whoever takes one must be a person; a client or a service is none. */
const asPerson =
  (...roles: Role[]) =>
  (viewer: Viewer, { scopePath }: Place): boolean =>
    viewer.personId !== null && inScope(viewer, scopePath, ...roles);

/** Who may do what with a payout (domain rule 2.5.2). That the three are different persons is a rule of its own. */
export const disbursementPolicy = definePolicy<Place>()({
  requestDisbursement: asPerson('FUND_CASEWORKER'),
  approveDisbursement: asPerson('FUND_APPROVER'),
  sendDisbursement: asPerson('FUND_CASHIER'),
  settleDisbursement: asPerson('FUND_CASHIER'),
  failDisbursement: asPerson('FUND_CASHIER'),
  recordReturn: asPerson('FUND_CASHIER'),
  voidDisbursement: asPerson('FUND_CASEWORKER', 'FUND_APPROVER'),
});

export type DisbursementVerb = Parameters<typeof disbursementPolicy.allows>[1];
