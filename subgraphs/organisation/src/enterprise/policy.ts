import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** An employer, and for its affiliation the path of the joint union. */
export interface EnterpriseMatter {
  readonly districtCode: string;
  readonly unionPath?: string;
}

/** The staff of a unit in the employer's district, and the city's departments. */
const keepsRegister = (viewer: Viewer, { districtCode }: EnterpriseMatter): boolean =>
  inScope(viewer, `/city/${districtCode}/`, 'DISTRICT_ADMIN', 'CITY_DEPT') ||
  viewer.grants.some(
    ({ role, scopePath }) =>
      (role === 'STATION_STAFF' || role === 'JOINT_UNION_OFFICER') && scopePath.startsWith(`/city/${districtCode}/`),
  );

/** The joint union's officer, or the administrator of the district above it. */
const runsUnion = (viewer: Viewer, { unionPath }: EnterpriseMatter): boolean =>
  unionPath !== undefined && inScope(viewer, unionPath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN');

/** Who may do what with an employer (domain rule 2.1.5). */
export const enterprisePolicy = definePolicy<EnterpriseMatter>()({
  registerEnterprise: keepsRegister,
  updateHeadcount: keepsRegister,
  affiliateEnterprise: runsUnion,
  detachEnterprise: runsUnion,
  submitLabourReport: (viewer, { unionPath }) =>
    viewer.personId !== null &&
    unionPath !== undefined &&
    inScope(viewer, unionPath, 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'),
});
