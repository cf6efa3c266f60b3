import { hasRole } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';

/** Who may do what with client applications; that a program publishes the operations of its own one is a rule there (`publishOperations.ts`). */
export const clientApplicationPolicy = definePolicy<null>()({
  registerClient: (viewer) => viewer.personId !== null && hasRole(viewer, 'CITY_DEPT'),
});
