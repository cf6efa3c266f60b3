import { inScope, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { CaseSource } from '../schema.gen.ts';

interface Filing {
  /** Where the case will lie. */
  readonly scopePath: string;
  readonly applicantIds: readonly string[];
  readonly source: CaseSource;
}

/** Who files for a worker: the officer or station near them, the hotline, the centre, the other parties of the linkage. */
const FILERS: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'HOTLINE_AGENT',
  'MEDIATOR',
  'DISTRICT_ADMIN',
  'CITY_DEPT',
  'LINKED_PARTY',
];
/** Sources that speak for another authority; a worker cannot claim them, since they change the time for mediation. */
const FROM_AUTHORITIES: readonly CaseSource[] = ['COURT_DELEGATED', 'ARBITRATION_REFERRED', 'PETITION'];

/** Those of the filers to whom an authority hands a case. */
const TAKES_FROM_AUTHORITIES: readonly Role[] = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'LINKED_PARTY'];

/** Whether somebody files for workers near a place: their part of the tree lies inside the district of the room, or holds it. */
export const worksNear = (viewer: Viewer, path: string, roles: readonly Role[] = FILERS): boolean =>
  inScope(viewer, path, ...roles) ||
  viewer.grants.some(({ role, scopePath }) => roles.includes(role) && scopePath.startsWith(path));

/** Who may bring a dispute: the worker, or staff on the worker's behalf (domain rule 2.2.2). */
export const filingPolicy = definePolicy<Filing>()({
  applyForMediation: (viewer, { scopePath, applicantIds, source }) => {
    if (FROM_AUTHORITIES.includes(source) && !worksNear(viewer, scopePath, TAKES_FROM_AUTHORITIES)) return false;
    // A worker who names colleagues would put a case into their records without their wish; staff have asked them.
    return worksNear(viewer, scopePath) || (applicantIds.length > 0 && applicantIds.every((id) => id === viewer.personId));
  },
  /** A spoken application is written down by staff, on the spot (P11 art. 12); they also know who acts for a firm. */
  speakForOthers: (viewer, { scopePath }) => worksNear(viewer, scopePath),
});
