import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import { pointPath } from './rules.ts';

/** A service point as its policy sees it. */
export interface PointMatter {
  readonly districtCode: string;
}

/** The district's administrator, the city's departments, and the staff of units in the district. */
export const runsPoint = (viewer: Viewer, { districtCode }: PointMatter): boolean =>
  viewer.personId !== null &&
  (inScope(viewer, pointPath(districtCode), 'DISTRICT_ADMIN', 'CITY_DEPT') ||
    viewer.grants.some(
      ({ role, scopePath }) =>
        (role === 'STATION_STAFF' || role === 'JOINT_UNION_OFFICER') && scopePath.startsWith(pointPath(districtCode)),
    ));

/** Who may do what with a service point (S-12). */
export const pointPolicy = definePolicy<PointMatter>()({
  setOpeningHours: runsPoint,
  reportVideoLink: runsPoint,
});
