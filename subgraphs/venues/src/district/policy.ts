import { hasRole, inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may read a district's figures. They are counts only (VEN-INV-9). */
export const districtPolicy = definePolicy<{ readonly code: string }>()({
  readStats: (viewer, { code }) =>
    inScope(viewer, `/city/${code}/`, 'DISTRICT_ADMIN') ||
    hasRole(viewer, 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR', 'PRIVACY_OFFICER', 'SYSTEM', 'PARTNER'),
});
