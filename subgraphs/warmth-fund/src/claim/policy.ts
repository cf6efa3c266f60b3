import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Claimed {
  readonly memberId: string;
  readonly scopePath: string;
}

/** Those who write a claim down for a member who comes to them. */
export const ON_THE_SPOT: readonly Role[] = ['FUND_CASEWORKER', 'STATION_STAFF', 'JOINT_UNION_OFFICER'];

const forMember = (viewer: Viewer, { memberId, scopePath }: Claimed): boolean =>
  viewer.personId !== null && (viewer.personId === memberId || inScope(viewer, scopePath, ...ON_THE_SPOT));
const asPerson =
  (...roles: Role[]) =>
  (viewer: Viewer, { scopePath }: Claimed): boolean =>
    viewer.personId !== null && inScope(viewer, scopePath, ...roles);

/** Who may do what with a claim (S-35). That assessing and approving are two persons is a rule of its own. */
export const claimPolicy = definePolicy<Claimed>()({
  submitClaim: forMember,
  addClaimDocuments: forMember,
  appealClaim: forMember,
  assessClaim: asPerson('FUND_CASEWORKER', 'FUND_APPROVER'),
  approveClaim: asPerson('FUND_APPROVER'),
});

export type ClaimVerb = Parameters<typeof claimPolicy.allows>[1];
