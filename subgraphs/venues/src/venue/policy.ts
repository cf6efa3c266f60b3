import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may add a venue to a district's, and who may change one with its facilities, prices and open periods: the manager of that venue. */
export const venuePolicy = definePolicy<{ readonly scopePath: string }>()({
  register: (viewer, { scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER', 'DISTRICT_ADMIN', 'CITY_DEPT'),
  manage: (viewer, { scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER'),
});
