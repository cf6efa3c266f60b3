import { inScope } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who leads the troupe: forms its teams, takes in members, and plans and reports what it performs. */
export const troupePolicy = definePolicy<{ readonly scopePath: string }>()({
  lead: (viewer, { scopePath }) => inScope(viewer, scopePath, 'TROUPE_MANAGER'),
});
