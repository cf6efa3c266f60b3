import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may change the public list of venues, facilities, prices and open periods: the manager of that part of the city. */
export const venuePolicy = definePolicy<{ readonly scopePath: string }>()({
  manage: (viewer, { scopePath }) => inScope(viewer, scopePath, 'VENUE_MANAGER'),
});
