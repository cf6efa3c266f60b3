import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who appoints the instructors of a district: the city, and the district itself. */
export const instructorPolicy = definePolicy<{ readonly scopePath: string }>()({
  appointWageInstructor: (viewer, { scopePath }) => inScope(viewer, scopePath, 'CITY_DEPT', 'DISTRICT_ADMIN'),
});
