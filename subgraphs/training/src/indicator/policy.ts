import { hasRole } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who reads what training counts for the city's plan. */
export const indicatorPolicy = definePolicy<object>()({
  skillsIndicators: (viewer) => hasRole(viewer, 'DISTRICT_ADMIN', 'CITY_DEPT', 'SOCIAL_DEPT', 'AUDITOR'),
});
