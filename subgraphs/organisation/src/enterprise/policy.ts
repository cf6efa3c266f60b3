import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may register an employer: the staff of a unit in the employer's district, and the city's departments. */
export const enterprisePolicy = definePolicy<{ districtCode: string }>()({
  registerEnterprise: (viewer, { districtCode }) =>
    inScope(viewer, `/city/${districtCode}/`, 'DISTRICT_ADMIN', 'CITY_DEPT') ||
    viewer.grants.some(
      ({ role, scopePath }) =>
        (role === 'STATION_STAFF' || role === 'JOINT_UNION_OFFICER') && scopePath.startsWith(`/city/${districtCode}/`),
    ),
});
