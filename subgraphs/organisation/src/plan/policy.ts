import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who records values: the city's departments anywhere, a district's administrator for the district (2.1.5). */
export const planPolicy = definePolicy<{ readonly scopePath: string }>()({
  recordMeasurement: (viewer, { scopePath }) =>
    inScope(viewer, scopePath, 'CITY_DEPT') || (scopePath !== '/city/' && inScope(viewer, scopePath, 'DISTRICT_ADMIN')),
});
