import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const asPerson =
  (...roles: Role[]) =>
  (viewer: Viewer, { scopePath }: { scopePath: string }): boolean =>
    viewer.personId !== null && inScope(viewer, scopePath, ...roles);

/** Who may do what with a transfer between books. `scopePath` is the city's. That three persons act is a rule of its own. */
export const bookTransferPolicy = definePolicy<{ scopePath: string }>()({
  requestBookTransfer: asPerson('FUND_ACCOUNTANT'),
  approveBookTransfer: asPerson('FUND_APPROVER'),
  rejectBookTransfer: asPerson('FUND_APPROVER'),
});

export type BookTransferVerb = Parameters<typeof bookTransferPolicy.allows>[1];
