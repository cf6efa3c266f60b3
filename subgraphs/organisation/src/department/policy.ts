import { inScope, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

const byTheCity = (viewer: Viewer): boolean => inScope(viewer, '/city/', 'CITY_DEPT');

/** Who may do what with the city federation's departments (S-20): its departments themselves. */
export const departmentPolicy = definePolicy<null>()({
  openDepartment: byTheCity,
  mergeDepartments: byTheCity,
  joinDepartment: byTheCity,
});
