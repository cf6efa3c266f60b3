import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

interface Place {
  readonly scopePath: string;
  /** Whether the union that asked has ended. */
  readonly isOfEndedUnion?: boolean;
}

const asPerson =
  (...roles: Role[]) =>
  (viewer: Viewer, { scopePath }: Place): boolean =>
    viewer.personId !== null && inScope(viewer, scopePath, ...roles);

/** Who may do what with an application for service costs: the joint union asks and accounts, the unions above it decide (S-33). */
export const serviceCostPolicy = definePolicy<Place>()({
  applyForServiceCost: asPerson('JOINT_UNION_OFFICER'),
  coordinateServiceCost: asPerson('DISTRICT_ADMIN', 'CITY_DEPT'),
  grantServiceCost: asPerson('DISTRICT_ADMIN', 'CITY_DEPT'),
  // Nobody has an office of a union that has ended; those above it account for what it was paid.
  accountForServiceCost: (viewer, row) =>
    asPerson('JOINT_UNION_OFFICER')(viewer, row) ||
    (row.isOfEndedUnion === true && asPerson('DISTRICT_ADMIN', 'CITY_DEPT')(viewer, row)),
  settleServiceCost: asPerson('FUND_ACCOUNTANT'),
});

export type ServiceCostVerb = Parameters<typeof serviceCostPolicy.allows>[1];
