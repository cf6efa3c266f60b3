import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { AID_READERS } from './scope.ts';

interface Row {
  readonly memberId: string | null;
  readonly scopePath: string;
}

const asPerson =
  (...roles: readonly Role[]) =>
  (viewer: Viewer, { scopePath }: Row): boolean =>
    viewer.personId !== null && inScope(viewer, scopePath, ...roles);

const isApplicant = ({ personId }: Viewer, { memberId }: Row): boolean => personId !== null && personId === memberId;
const onTheSpot = asPerson('STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER');

const readsAid = asPerson(...AID_READERS);

/** Who may do what with schemes, cycles and applications (2.5.2); that decisions are of different persons is a rule of its own. */
export const aidPolicy = definePolicy<Row>()({
  defineScheme: asPerson('CITY_DEPT'),
  openCycle: asPerson('FUND_CASEWORKER'),
  freezeCycle: asPerson('FUND_CASEWORKER'),
  aidEligibility: (viewer, row) => isApplicant(viewer, row) || readsAid(viewer, row),
  applyForAid: (viewer, row) => isApplicant(viewer, row) || onTheSpot(viewer, row),
  resubmitAid: (viewer, row) => isApplicant(viewer, row) || onTheSpot(viewer, row),
  checkAid: onTheSpot,
  reviewAid: asPerson('FUND_CASEWORKER'),
  returnAid: asPerson('FUND_CASEWORKER', 'FUND_APPROVER'),
  approveAid: asPerson('FUND_APPROVER'),
  rejectAid: asPerson('FUND_APPROVER'),
  cancelAid: (viewer, row) => isApplicant(viewer, row) || asPerson('FUND_CASEWORKER', 'FUND_APPROVER')(viewer, row),
});

export type AidVerb = Parameters<typeof aidPolicy.allows>[1];
